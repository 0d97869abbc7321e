/** Classic containers as classes. */

export class TrieNode {
  children: Map<string, TrieNode> = new Map();
  isWord = false;
  count = 0;
}

class Trie {
  private readonly root = new TrieNode();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  insert(word: string): this {
    let node = this.root;
    for (const c of word) {
      let next = node.children.get(c);
      if (!next) node.children.set(c, (next = new TrieNode()));
      node = next;
      node.count++;
    }
    if (!node.isWord) this.#size++;
    node.isWord = true;
    return this;
  }

  *complete(prefix: string): Generator<string> {
    let node: TrieNode | undefined = this.root;
    for (const c of prefix) {
      node = node.children.get(c);
      if (!node) return;
    }
    yield* this.walk(node, prefix);
  }

  private *walk(node: TrieNode, prefix: string): Generator<string> {
    if (node.isWord) yield prefix;
    for (const [c, child] of node.children) yield* this.walk(child, prefix + c);
  }
}

export function autocomplete(words: string[], prefix: string, limit = 10): { size: number; found: string[] } {
  const trie = new Trie();
  words.forEach((w) => trie.insert(w));
  const found: string[] = [];
  for (const word of trie.complete(prefix)) {
    if (found.length >= limit) break;
    found.push(word);
  }
  return { size: trie.size, found };
}

type Comparator<T> = (a: T, b: T) => number;

export class PriorityQueue<T> {
  protected heap: T[] = [];
  constructor(private readonly compare: Comparator<T>, items: Iterable<T> = []) {
    for (const item of items) this.push(item);
  }

  get length() {
    return this.heap.length;
  }

  peek(): T | undefined {
    return this.heap[0];
  }

  push(item: T): void {
    let i = this.heap.push(item) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (this.compare(this.heap[i], this.heap[parent]) >= 0) break;
      [this.heap[i], this.heap[parent]] = [this.heap[parent], this.heap[i]];
      i = parent;
    }
  }

  pop(): T | undefined {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (heap.length > 0 && last !== undefined) {
      heap[0] = last;
      this.sink(0);
    }
    return top;
  }

  private sink(i: number) {
    for (;;) {
      let smallest = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < this.heap.length && this.compare(this.heap[child], this.heap[smallest]) < 0) smallest = child;
      }
      if (smallest === i) return;
      const t = this.heap[i];
      this.heap[i] = this.heap[smallest];
      this.heap[smallest] = t;
      i = smallest;
    }
  }

  *[Symbol.iterator](): IterableIterator<T> {
    while (this.length) yield this.pop()!;
  }
}

interface Task {
  name: string;
  priority: number;
  tags?: string[];
}

export function schedule(tasks: Task[]): string[] {
  let order = 0;
  const queue = new PriorityQueue<Task & { order: number }>(
    (a, b) => b.priority - a.priority || a.order - b.order,
    tasks.map((t) => ({ ...t, order: order++ })),
  );
  return [...queue].map(({ name, tags: [first = 'none'] = [] }) => `${name}/${first}`);
}

export function heapSort(values: number[]): number[] {
  return Array.from(new PriorityQueue<number>((a, b) => a - b, values));
}

class LRUCache<K, V> {
  private readonly map = new Map<K, V>();
  public hits = 0;
  public misses = 0;
  static readonly DEFAULT_CAPACITY = 3;

  constructor(readonly capacity: number = LRUCache.DEFAULT_CAPACITY) {
    if (capacity <= 0) throw new CapacityError(capacity);
  }

  get(key: K): V | undefined {
    if (!this.map.has(key)) {
      this.misses += 1;
      return undefined;
    }
    const value = this.map.get(key)!;
    this.map.delete(key);
    this.map.set(key, value);
    this.hits += 1;
    return value;
  }

  set(key: K, value: V): void {
    this.map.delete(key);
    this.map.set(key, value);
    if (this.map.size > this.capacity) this.map.delete(this.map.keys().next().value!);
  }

  entries() {
    return [...this.map.entries()];
  }
}

class CapacityError extends RangeError {
  constructor(readonly capacity: number) {
    super(`capacity ${capacity} is not positive`);
    this.name = 'CapacityError';
  }
}

type Operation = ['get', string] | ['set', string, unknown];

export function lru(capacity: number | undefined, operations: Operation[]) {
  const cache = new LRUCache<string, unknown>(capacity);
  const log: unknown[] = [];
  for (const [op, key, value] of operations) {
    if (op === 'get') log.push(cache.get(key));
    else cache.set(key, value);
  }
  return { log, entries: cache.entries(), hits: cache.hits, misses: cache.misses };
}

export class UnionFind {
  readonly parent: Int32Array;
  readonly rank: Uint8Array;
  components: number;

  constructor(n: number) {
    this.parent = new Int32Array(n).map((_, i) => i);
    this.rank = new Uint8Array(n);
    this.components = n;
  }

  find(x: number): number {
    while (this.parent[x] !== x) {
      this.parent[x] = this.parent[this.parent[x]];
      x = this.parent[x];
    }
    return x;
  }

  union(a: number, b: number): boolean {
    let [x, y] = [this.find(a), this.find(b)];
    if (x === y) return false;
    if (this.rank[x] < this.rank[y]) [x, y] = [y, x];
    this.parent[y] = x;
    if (this.rank[x] === this.rank[y]) this.rank[x]++;
    this.components--;
    return true;
  }
}

export function kruskal(n: number, edges: [number, number, number][]): { weight: number; tree: number[][]; components: number } {
  const sets = new UnionFind(n);
  const tree: number[][] = [];
  let weight = 0;
  for (const edge of [...edges].sort((a, b) => a[2] - b[2])) {
    const [u, v, w] = edge;
    if (sets.union(u, v)) {
      tree.push(edge);
      weight += w;
    }
  }
  return { weight, tree, components: sets.components };
}

/** Returned as it is: an instance of a class of the file. */
export function unionFind(n: number, pairs: number[][]): UnionFind {
  const sets = new UnionFind(n);
  for (const [a, b] of pairs) sets.union(a, b);
  return sets;
}

class ListNode<T> {
  next: ListNode<T> | null = null;
  constructor(public value: T) {}
}

export function reverseList(values: unknown[]): { value: unknown; next: unknown } | null {
  let head: ListNode<unknown> | null = null;
  for (let i = values.length - 1; i >= 0; i--) {
    const node: ListNode<unknown> = new ListNode(values[i]);
    node.next = head;
    head = node;
  }
  let previous: ListNode<unknown> | null = null;
  while (head !== null) {
    const next: ListNode<unknown> | null = head.next;
    head.next = previous;
    previous = head;
    head = next;
  }
  return previous;
}

export function ringBuffer(capacity: number, items: string[]): { full: boolean; content: (string | undefined)[]; dropped: number } {
  const storage: (string | undefined)[] = new Array(capacity);
  let [head, size, dropped] = [0, 0, 0];
  const push = (item: string) => {
    storage[(head + size) % capacity] = item;
    if (size < capacity) size++;
    else {
      head = (head + 1) % capacity;
      dropped++;
    }
  };
  items.forEach(push);
  const content: (string | undefined)[] = [];
  for (let i = 0; i < size; i++) content.push(storage[(head + i) % capacity]);
  return { full: size === capacity, content, dropped };
}
