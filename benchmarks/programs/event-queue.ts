/** A discrete simulation on a binary heap with a comparator closure: objects, generics, callbacks. */
class Heap<T> {
  private readonly items: T[] = [];
  constructor(private readonly before: (a: T, b: T) => boolean) {}

  get size(): number {
    return this.items.length;
  }

  push(item: T): void {
    const { items } = this;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.before(item, items[parent]!)) break;
      items[at] = items[parent]!;
      at = parent;
    }
    items[at] = item;
  }

  pop(): T | undefined {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.before(items[child + 1]!, items[child]!)) child++;
      if (!this.before(items[child]!, last)) break;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = last;
    return top;
  }
}

interface Visit {
  time: number;
  customer: number;
  leaves: boolean;
}

export function eventQueue(customers: number, servers: number): { served: number; waited: number; end: number } {
  const queue = new Heap<Visit>((a, b) => a.time < b.time || (a.time === b.time && a.customer < b.customer));
  let seed = 42;
  const random = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 4294967296;
  };
  for (let customer = 0; customer < customers; customer++) queue.push({ time: random() * customers, customer, leaves: false });
  const waiting: Visit[] = [];
  let [busy, served, waited, end] = [0, 0, 0, 0];
  while (queue.size > 0) {
    const visit = queue.pop()!;
    end = visit.time;
    if (visit.leaves) {
      busy--;
      served++;
    } else waiting.push(visit);
    while (busy < servers && waiting.length > 0) {
      const next = waiting.shift()!;
      waited += end - next.time;
      busy++;
      queue.push({ ...next, time: end + random() * servers * 1.8, leaves: true });
    }
  }
  return { served, waited, end };
}
