/** Graph algorithms over adjacency lists. */

type Graph = Record<string, Record<string, number>>;

export class CycleError extends Error {
  readonly cycle: string[];
  constructor(cycle: string[]) {
    super(`cycle detected: ${cycle.join(' -> ')}`);
    this.name = 'CycleError';
    this.cycle = cycle;
  }
}

export function topologicalSort(dependencies: Record<string, string[]>): string[] {
  const state = new Map<string, 'visiting' | 'done'>();
  const order: string[] = [];
  const visit = (node: string, path: string[]): void => {
    const s = state.get(node);
    if (s === 'done') return;
    if (s === 'visiting') throw new CycleError([...path.slice(path.indexOf(node)), node]);
    state.set(node, 'visiting');
    for (const next of dependencies[node] ?? []) visit(next, [...path, node]);
    state.set(node, 'done');
    order.push(node);
  };
  Object.keys(dependencies).forEach((n) => visit(n, []));
  return order;
}

export function dijkstra(graph: Graph, start: string, goal?: string) {
  const distance: Record<string, number> = {};
  const previous: Record<string, string | null> = {};
  const queue = new Set<string>();
  for (const vertex in graph) {
    distance[vertex] = vertex === start ? 0 : Infinity;
    previous[vertex] = null;
    queue.add(vertex);
  }
  while (queue.size) {
    let closest: string | undefined;
    queue.forEach((v) => {
      if (closest === undefined || distance[v] < distance[closest]) closest = v;
    });
    if (closest === undefined || distance[closest] === Infinity) break;
    queue.delete(closest);
    if (closest === goal) break;
    for (const [neighbour, weight] of Object.entries(graph[closest])) {
      const alternative = distance[closest] + weight;
      if (alternative < distance[neighbour]) {
        distance[neighbour] = alternative;
        previous[neighbour] = closest;
      }
    }
  }
  if (goal === undefined) return { distance, previous };
  const path: string[] = [];
  let at: string | null = goal;
  while (at) {
    path.unshift(at);
    at = previous[at];
  }
  return { distance: distance[goal], path };
}

interface Point {
  x: number;
  y: number;
}

export function aStar(grid: string[], start: Point, goal: Point): string[] | null {
  const key = ({ x, y }: Point) => x + ':' + y;
  const h = (p: Point) => Math.abs(p.x - goal.x) + Math.abs(p.y - goal.y);
  const open: { p: Point; g: number; f: number }[] = [{ p: start, g: 0, f: h(start) }];
  const cameFrom = new Map<string, Point>();
  const best: { [k: string]: number } = { [key(start)]: 0 };
  while (open.length > 0) {
    open.sort((a, b) => a.f - b.f);
    const { p, g } = open.shift()!;
    if (p.x === goal.x && p.y === goal.y) {
      const rows = grid.map((r) => r.split(''));
      for (let q: Point | undefined = p; q; q = cameFrom.get(key(q))) rows[q.y][q.x] = '*';
      return rows.map((r) => r.join(''));
    }
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
      const q = { x: p.x + dx, y: p.y + dy };
      if (grid[q.y]?.[q.x] !== '.') continue;
      const cost = g + 1;
      if (cost < (best[key(q)] ?? Infinity)) {
        best[key(q)] = cost;
        cameFrom.set(key(q), p);
        open.push({ p: q, g: cost, f: cost + h(q) });
      }
    }
  }
  return null;
}

export function floydWarshall(n: number, edges: Array<{ from: number; to: number; weight?: number }>): number[][] {
  const d = [...Array(n)].map((_, i) => [...Array(n)].map((_, j) => (i === j ? 0 : Infinity)));
  for (const { from, to, weight = 1 } of edges) d[from][to] = Math.min(d[from][to], weight);
  for (let k = 0; k < n; k++) for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (d[i][k] + d[k][j] < d[i][j]) d[i][j] = d[i][k] + d[k][j];
  return d;
}

export function stronglyConnected(graph: number[][]): number[][] {
  let index = 0;
  const stack: number[] = [];
  const indices: (number | undefined)[] = [];
  const low: number[] = [];
  const onStack = new Set<number>();
  const result: number[][] = [];
  function connect(v: number) {
    indices[v] = low[v] = index++;
    stack.push(v);
    onStack.add(v);
    for (const w of graph[v]) {
      if (indices[w] === undefined) {
        connect(w);
        low[v] = Math.min(low[v], low[w]);
      } else if (onStack.has(w)) low[v] = Math.min(low[v], indices[w]!);
    }
    if (low[v] === indices[v]) {
      const component: number[] = [];
      let w: number;
      do {
        w = stack.pop()!;
        onStack.delete(w);
        component.push(w);
      } while (w !== v);
      result.push(component.sort((a, b) => a - b));
    }
  }
  for (let v = 0; v < graph.length; v++) if (indices[v] === undefined) connect(v);
  return result;
}

export function pageRank(links: Map<string, string[]>, damping = 0.85, rounds = 20): Map<string, number> {
  const n = links.size;
  let ranks = new Map([...links.keys()].map((k): [string, number] => [k, 1 / n]));
  while (rounds-- > 0) {
    const next = new Map<string, number>();
    for (const k of links.keys()) next.set(k, (1 - damping) / n);
    for (const [from, targets] of links) {
      const share = (ranks.get(from)! * damping) / (targets.length || 1);
      targets.forEach((t) => next.has(t) && next.set(t, next.get(t)! + share));
    }
    ranks = next;
  }
  return ranks;
}

export function bfsLevels(graph: Record<string, string[]>, root: string): string[][] {
  const levels: string[][] = [];
  const seen = new Set([root]);
  let frontier = [root];
  while (frontier.length) {
    levels.push(frontier);
    frontier = frontier.flatMap((n) => graph[n] ?? []).filter((n) => !seen.has(n) && seen.add(n));
  }
  return levels;
}
