/** Calls and nothing else: the functions of Takeuchi and Ackermann. */
function tak(x: number, y: number, z: number): number {
  return y >= x ? z : tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));
}

function ackermann(m: number, n: number): number {
  if (m === 0) return n + 1;
  if (n === 0) return ackermann(m - 1, 1);
  return ackermann(m - 1, ackermann(m, n - 1));
}

export function recursion(size: number): number[] {
  return [tak(3 * size, 2 * size, size), ackermann(2, 50 * size)];
}
