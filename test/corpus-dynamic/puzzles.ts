/** Search, games and dynamic programming. */

export function solveSudoku(board: string): string | null {
  const cells = [...board].map((c) => (c === '.' ? 0 : Number(c)));
  if (cells.length !== 81) throw new Error(`expected 81 cells, got ${cells.length}`);
  const rows = new Uint16Array(9), columns = new Uint16Array(9), boxes = new Uint16Array(9);
  const box = (i: number) => Math.floor(i / 27) * 3 + Math.floor((i % 9) / 3);
  const toggle = (i: number, bit: number) => {
    rows[(i / 9) | 0] ^= bit;
    columns[i % 9] ^= bit;
    boxes[box(i)] ^= bit;
  };
  for (const [i, v] of cells.entries()) {
    const bit = v && 1 << v;
    if ((rows[(i / 9) | 0] | columns[i % 9] | boxes[box(i)]) & bit) return null;
    toggle(i, bit);
  }
  const fill = (): boolean => {
    let best = -1, fewest = 10, choices = 0;
    for (let i = 0; i < 81; i++) {
      if (cells[i]) continue;
      const free = ~(rows[(i / 9) | 0] | columns[i % 9] | boxes[box(i)]) & 0x3fe;
      let n = 0;
      for (let b = free; b; b &= b - 1) n++;
      if (n < fewest) [best, fewest, choices] = [i, n, free];
    }
    if (best < 0) return true;
    for (let v = 1; v <= 9; v++) {
      if (!(choices & (1 << v))) continue;
      cells[best] = v;
      toggle(best, 1 << v);
      if (fill()) return true;
      toggle(best, 1 << v);
    }
    cells[best] = 0;
    return false;
  };
  return fill() ? cells.join('') : null;
}

export function queens(n: number): { solutions: number; first?: string[] } {
  const found: number[][] = [];
  (function place(row: number, columns: number[]): void {
    if (row === n) {
      found.push(columns);
      return;
    }
    for (let c = 0; c < n; c++) {
      if (columns.every((o, r) => o !== c && Math.abs(o - c) !== row - r)) place(row + 1, [...columns, c]);
    }
  })(0, []);
  const [first] = found;
  return { solutions: found.length, ...(first && { first: first.map((c) => '.'.repeat(c) + 'Q' + '.'.repeat(n - c - 1)) }) };
}

type Mark = 'X' | 'O' | null;

const LINES = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [0, 3, 6], [1, 4, 7], [2, 5, 8], [0, 4, 8], [2, 4, 6]] as const;

export function bestMove(board: Mark[], player: 'X' | 'O'): { index: number; score: number; visited: number } {
  let visited = 0;
  const winner = (b: Mark[]): Mark => {
    for (const [i, j, k] of LINES) if (b[i] && b[i] === b[j] && b[i] === b[k]) return b[i];
    return null;
  };
  const minimax = (b: Mark[], turn: 'X' | 'O', depth: number, alpha: number, beta: number): { index: number; score: number } => {
    visited++;
    const won = winner(b);
    if (won) return { index: -1, score: won === player ? 10 - depth : depth - 10 };
    if (b.every(Boolean)) return { index: -1, score: 0 };
    let best = { index: -1, score: turn === player ? -Infinity : Infinity };
    for (let i = 0; i < 9; i++) {
      if (b[i]) continue;
      b[i] = turn;
      const { score } = minimax(b, turn === 'X' ? 'O' : 'X', depth + 1, alpha, beta);
      b[i] = null;
      if (turn === player ? score > best.score : score < best.score) best = { index: i, score };
      if (turn === player) alpha = Math.max(alpha, score);
      else beta = Math.min(beta, score);
      if (alpha >= beta) break;
    }
    return best;
  };
  return { ...minimax(board, player, 0, -Infinity, Infinity), visited };
}

interface Item { name: string; weight: number; value: number }

export function knapsack(items: Item[], capacity: number): { value: number; chosen: string[] } {
  const table = Array.from({ length: items.length + 1 }, () => new Array<number>(capacity + 1).fill(0));
  for (const [i, { weight, value }] of items.entries()) {
    for (let w = 0; w <= capacity; w++) {
      table[i + 1][w] = weight <= w ? Math.max(table[i][w], table[i][w - weight] + value) : table[i][w];
    }
  }
  const chosen: string[] = [];
  for (let i = items.length, w = capacity; i > 0; i--) {
    if (table[i][w] !== table[i - 1][w]) {
      chosen.unshift(items[i - 1].name);
      w -= items[i - 1].weight;
    }
  }
  return { value: table[items.length][capacity], chosen };
}

export function coinChange(coins: number[], amount: number): number[] | undefined {
  const memo = new Map<number, number[] | undefined>([[0, []]]);
  const go = (rest: number): number[] | undefined => {
    if (rest < 0) return undefined;
    if (memo.has(rest)) return memo.get(rest);
    let best: number[] | undefined;
    for (const c of coins) {
      const sub = go(rest - c);
      if (sub && (!best || sub.length + 1 < best.length)) best = [...sub, c];
    }
    memo.set(rest, best);
    return best;
  };
  return go(amount);
}

export function permutations<T>(items: T[]): T[][] {
  function* heap(a: T[], n = a.length): Generator<T[]> {
    if (n <= 1) yield a.slice();
    else {
      for (let i = 0; i < n; i++) {
        yield* heap(a, n - 1);
        const j = n % 2 ? 0 : i;
        [a[n - 1], a[j]] = [a[j], a[n - 1]];
      }
    }
  }
  return [...heap([...items])];
}

export function powerSet<T>(items: T[]): T[][] {
  return items.reduce<T[][]>((sets, item) => sets.concat(sets.map((s) => [...s, item])), [[]]);
}

export function suffixArray(text: string): { order: number[]; lcp: number[]; longestRepeat: string } {
  const order = [...text].map((_, i) => i).sort((a, b) => (text.slice(a) < text.slice(b) ? -1 : 1));
  const lcp = order.map((s, i) => {
    if (i === 0) return 0;
    let k = 0;
    while (s + k < text.length && text[s + k] === text[order[i - 1] + k]) k++;
    return k;
  });
  const at = lcp.indexOf(Math.max(0, ...lcp));
  return { order, lcp, longestRepeat: at >= 0 ? text.substr(order[at], lcp[at]) : '' };
}

export function kmp(text: string, pattern: string): number[] {
  const fail: number[] = [0];
  for (let i = 1, k = 0; i < pattern.length; i++) {
    while (k && pattern[i] !== pattern[k]) k = fail[k - 1];
    fail[i] = pattern[i] === pattern[k] ? ++k : k;
  }
  const hits: number[] = [];
  let k = 0;
  for (const [i, c] of [...text].entries()) {
    while (k && (k === pattern.length || c !== pattern[k])) k = fail[k - 1];
    if (c === pattern[k]) k++;
    if (k === pattern.length) hits.push(i - k + 1);
  }
  return hits;
}

export function longestIncreasing(values: number[]): number[] {
  const tails: number[] = [];
  const previous: number[] = values.map(() => -1);
  values.forEach((v, i) => {
    let lo = 0, hi = tails.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (values[tails[mid]] < v) lo = mid + 1;
      else hi = mid;
    }
    if (lo > 0) previous[i] = tails[lo - 1];
    tails[lo] = i;
  });
  const out: number[] = [];
  for (let i = tails.at(-1) ?? -1; i >= 0; i = previous[i]) out.unshift(values[i]);
  return out;
}

export function balanced(text: string): boolean | string {
  const pairs: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
  const stack: [string, number][] = [];
  scan: for (let i = 0; i < text.length; i++) {
    switch (text[i]) {
      case '(':
      case '[':
      case '{':
        stack.push([text[i], i]);
        continue scan;
      case ')':
      case ']':
      case '}': {
        const open = stack.pop();
        if (open?.[0] !== pairs[text[i]]) return `mismatch at ${i}`;
        break;
      }
      case '#':
        break scan;
    }
  }
  return stack.length === 0 || `unclosed ${stack.map(([c, i]) => `${c}@${i}`)}`;
}

export function hanoi(n: number): string {
  const moves: string[] = [];
  const move = (k: number, [a, b, c]: readonly [string, string, string]): void => {
    if (k === 0) return;
    move(k - 1, [a, c, b]);
    moves.push(a + c);
    move(k - 1, [b, a, c]);
  };
  move(n, ['A', 'B', 'C']);
  return moves.join(' ');
}

export function ackermann(m: number, n: number): number {
  return m === 0 ? n + 1 : n === 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}

export function diffLines(a: string, b: string): string[] {
  const [x, y] = [a.split('\n'), b.split('\n')];
  const t: number[][] = Array(x.length + 1).fill(null).map(() => Array(y.length + 1).fill(0));
  for (let i = x.length - 1; i >= 0; i--) for (let j = y.length - 1; j >= 0; j--) t[i][j] = x[i] === y[j] ? t[i + 1][j + 1] + 1 : Math.max(t[i + 1][j], t[i][j + 1]);
  const out: string[] = [];
  let i = 0, j = 0;
  while (i < x.length || j < y.length) {
    if (i < x.length && j < y.length && x[i] === y[j]) out.push('  ' + x[i++]), j++;
    else if (j >= y.length || (i < x.length && t[i + 1][j] >= t[i][j + 1])) out.push('- ' + x[i++]);
    else out.push('+ ' + y[j++]);
  }
  return out;
}
