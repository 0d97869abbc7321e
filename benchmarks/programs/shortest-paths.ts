/** Dijkstra over an adjacency Map with a Set of open nodes; and the paths as text. */
type Graph = Map<string, Map<string, number>>;

function grid(n: number): Graph {
  const graph: Graph = new Map();
  const name = (x: number, y: number): string => `${x},${y}`;
  for (let x = 0; x < n; x++) {
    for (let y = 0; y < n; y++) {
      const edges = new Map<string, number>();
      if (x + 1 < n) edges.set(name(x + 1, y), 1 + ((x * 7 + y * 3) % 5));
      if (y + 1 < n) edges.set(name(x, y + 1), 1 + ((x * 5 + y * 11) % 7));
      if (x > 0) edges.set(name(x - 1, y), 2);
      graph.set(name(x, y), edges);
    }
  }
  return graph;
}

export function shortestPath(n: number): { distance: number; path: string } {
  const graph = grid(n);
  const distance = new Map<string, number>([['0,0', 0]]);
  const previous = new Map<string, string>();
  const open = new Set(['0,0']);
  while (open.size > 0) {
    let nearest = '';
    let least = Infinity;
    for (const node of open) {
      const d = distance.get(node)!;
      if (d < least) [nearest, least] = [node, d];
    }
    open.delete(nearest);
    for (const [to, weight] of graph.get(nearest)!) {
      const length = least + weight;
      if (length < (distance.get(to) ?? Infinity)) {
        distance.set(to, length);
        previous.set(to, nearest);
        open.add(to);
      }
    }
  }
  const path: string[] = [];
  for (let node: string | undefined = `${n - 1},${n - 1}`; node !== undefined; node = previous.get(node)) path.unshift(node);
  return { distance: distance.get(`${n - 1},${n - 1}`)!, path: path.join(' ') };
}
