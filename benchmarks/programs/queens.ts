/** All ways to place n queens, by backtracking over arrays of booleans and an array of columns. */
export function queens(n: number): number[][] {
  const solutions: number[][] = [];
  const columns: number[] = [];
  const used = new Array<boolean>(n).fill(false);
  const rising = new Array<boolean>(2 * n).fill(false);
  const falling = new Array<boolean>(2 * n).fill(false);
  const place = (row: number): void => {
    if (row === n) {
      solutions.push([...columns]);
      return;
    }
    for (let column = 0; column < n; column++) {
      if (used[column] || rising[row + column] || falling[row - column + n]) continue;
      used[column] = rising[row + column] = falling[row - column + n] = true;
      columns.push(column);
      place(row + 1);
      columns.pop();
      used[column] = rising[row + column] = falling[row - column + n] = false;
    }
  };
  place(0);
  return solutions;
}
