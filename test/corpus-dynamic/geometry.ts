/** Planar and spherical geometry, curves, and spatial indices. */

export interface Point { x: number; y: number }
type Pair = [number, number];

const cross = (o: Pair, a: Pair, b: Pair) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);

export function convexHull(points: Pair[]): Pair[] {
  const sorted = points.slice().sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const build = (ps: Pair[]) => {
    const chain: Pair[] = [];
    for (const p of ps) {
      while (chain.length >= 2 && cross(chain.at(-2)!, chain.at(-1)!, p) <= 0) chain.pop();
      chain.push(p);
    }
    chain.pop();
    return chain;
  };
  return [...build(sorted), ...build(sorted.reverse())];
}

export function pointInPolygon({ x, y }: Point, polygon: Point[]): boolean {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const { x: xi, y: yi } = polygon[i];
    const { x: xj, y: yj } = polygon[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** Sutherland-Hodgman. */
export function clip(subject: Pair[], window: Pair[]): Pair[] {
  let output = subject;
  let a = window[window.length - 1];
  for (const b of window) {
    const input = output;
    output = [];
    if (input.length === 0) break;
    const inside = (p: Pair) => (b[0] - a[0]) * (p[1] - a[1]) > (b[1] - a[1]) * (p[0] - a[0]);
    const intersection = (s: Pair, e: Pair): Pair => {
      const dc = [a[0] - b[0], a[1] - b[1]];
      const dp = [s[0] - e[0], s[1] - e[1]];
      const n1 = a[0] * b[1] - a[1] * b[0];
      const n2 = s[0] * e[1] - s[1] * e[0];
      const n3 = 1.0 / (dc[0] * dp[1] - dc[1] * dp[0]);
      return [(n1 * dp[0] - n2 * dc[0]) * n3, (n1 * dp[1] - n2 * dc[1]) * n3];
    };
    let s = input[input.length - 1];
    for (const e of input) {
      if (inside(e)) {
        if (!inside(s)) output.push(intersection(s, e));
        output.push(e);
      } else if (inside(s)) output.push(intersection(s, e));
      s = e;
    }
    a = b;
  }
  return output;
}

export function polygonFacts(ring: Pair[]): { area: number; centroid: Point | null; perimeter: number } {
  let area = 0, cx = 0, cy = 0, perimeter = 0;
  ring.forEach(([x0, y0], i) => {
    const [x1, y1] = ring[(i + 1) % ring.length];
    const f = x0 * y1 - x1 * y0;
    area += f / 2;
    cx += (x0 + x1) * f;
    cy += (y0 + y1) * f;
    perimeter += Math.hypot(x1 - x0, y1 - y0);
  });
  return { area: Math.abs(area), centroid: area === 0 ? null : { x: cx / (6 * area), y: cy / (6 * area) }, perimeter };
}

const radians = (deg: number) => (deg * Math.PI) / 180;

export function haversine(from: { lat: number; lon: number }, to: { lat: number; lon: number }, unit: 'km' | 'mi' | 'm' = 'km'): number {
  const R: Record<typeof unit, number> = { km: 6371, mi: 3959, m: 6371e3 };
  const dLat = radians(to.lat - from.lat);
  const dLon = radians(to.lon - from.lon);
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.sin(dLon / 2) ** 2;
  return 2 * R[unit] * Math.asin(Math.sqrt(h));
}

export function vincenty(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const a = 6378137, f = 1 / 298.257223563, b = a * (1 - f);
  const L = radians(lon2 - lon1);
  const U1 = Math.atan((1 - f) * Math.tan(radians(lat1))), U2 = Math.atan((1 - f) * Math.tan(radians(lat2)));
  const sinU1 = Math.sin(U1), cosU1 = Math.cos(U1), sinU2 = Math.sin(U2), cosU2 = Math.cos(U2);
  let lambda = L, previous: number, iterations = 100;
  let sinSigma = 0, cosSigma = 0, sigma = 0, cosSqAlpha = 0, cos2SigmaM = 0;
  do {
    const sinLambda = Math.sin(lambda), cosLambda = Math.cos(lambda);
    sinSigma = Math.sqrt((cosU2 * sinLambda) ** 2 + (cosU1 * sinU2 - sinU1 * cosU2 * cosLambda) ** 2);
    if (sinSigma === 0) return 0;
    cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosLambda;
    sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cosU1 * cosU2 * sinLambda) / sinSigma;
    cosSqAlpha = 1 - sinAlpha * sinAlpha;
    cos2SigmaM = cosSigma - (2 * sinU1 * sinU2) / cosSqAlpha || 0;
    const C = (f / 16) * cosSqAlpha * (4 + f * (4 - 3 * cosSqAlpha));
    previous = lambda;
    lambda = L + (1 - C) * f * sinAlpha * (sigma + C * sinSigma * (cos2SigmaM + C * cosSigma * (-1 + 2 * cos2SigmaM ** 2)));
  } while (Math.abs(lambda - previous) > 1e-12 && --iterations > 0);
  if (iterations === 0) throw new Error('Formula failed to converge');
  const uSq = (cosSqAlpha * (a * a - b * b)) / (b * b);
  const A = 1 + (uSq / 16384) * (4096 + uSq * (-768 + uSq * (320 - 175 * uSq)));
  const B = (uSq / 1024) * (256 + uSq * (-128 + uSq * (74 - 47 * uSq)));
  const delta = B * sinSigma * (cos2SigmaM + (B / 4) * (cosSigma * (-1 + 2 * cos2SigmaM ** 2) - (B / 6) * cos2SigmaM * (-3 + 4 * sinSigma ** 2) * (-3 + 4 * cos2SigmaM ** 2)));
  return b * A * (sigma - delta);
}

export function bezier(control: Point[], steps: number): Point[] {
  const at = (points: Point[], t: number): Point => {
    if (points.length === 1) return points[0];
    const next: Point[] = [];
    for (let i = 0; i + 1 < points.length; i++) {
      const [p, q] = [points[i], points[i + 1]];
      next.push({ x: p.x + (q.x - p.x) * t, y: p.y + (q.y - p.y) * t });
    }
    return at(next, t);
  };
  return Array.from({ length: steps + 1 }, (_, i) => at(control, i / steps));
}

/** Ramer-Douglas-Peucker. */
export function simplify(points: Pair[], epsilon: number): Pair[] {
  if (points.length < 3) return points;
  const [first, last] = [points[0], points[points.length - 1]];
  let index = 0, worst = 0;
  for (let i = 1; i < points.length - 1; i++) {
    const d = Math.abs(cross(first, last, points[i])) / Math.hypot(last[0] - first[0], last[1] - first[1]);
    if (d > worst) [index, worst] = [i, d];
  }
  if (worst <= epsilon) return [first, last];
  return [...simplify(points.slice(0, index + 1), epsilon).slice(0, -1), ...simplify(points.slice(index), epsilon)];
}

abstract class Shape {
  constructor(protected readonly label: string) {}
  abstract area(): number;
  describe(): string {
    return `${this.label} of area ${this.area().toFixed(2)}`;
  }
  get [Symbol.toStringTag]() {
    return 'Shape';
  }
}

class Circle extends Shape {
  constructor(private r: number) {
    super('circle');
  }
  area() { return Math.PI * this.r ** 2; }
}

class Rectangle extends Shape {
  constructor(protected w: number, protected h: number, label = 'rectangle') {
    super(label);
  }
  area() { return this.w * this.h; }
}

class Square extends Rectangle {
  static count = 0;
  constructor(side: number) {
    super(side, side, 'square');
    Square.count++;
  }
  override describe() {
    return super.describe() + ` (#${Square.count})`;
  }
}

export function shapes(specs: Array<{ type: 'circle'; r: number } | { type: 'rect'; w: number; h: number } | { type: 'square'; side: number }>): string[] {
  return specs.map((s) => {
    switch (s.type) {
      case 'circle': return new Circle(s.r);
      case 'rect': return new Rectangle(s.w, s.h);
      case 'square': return new Square(s.side);
      default: {
        const unknown: never = s;
        throw new TypeError(`unknown shape ${JSON.stringify(unknown)}`);
      }
    }
  }).map((shape) => `${shape.describe()} ${shape instanceof Rectangle} ${shape}`);
}

interface Box { x: number; y: number; w: number; h: number }

class QuadTree {
  private points: Pair[] = [];
  private quarters?: [QuadTree, QuadTree, QuadTree, QuadTree];
  constructor(private box: Box, private capacity: number, private depth = 0) {}

  insert(p: Pair): boolean {
    const { x, y, w, h } = this.box;
    if (p[0] < x || p[0] >= x + w || p[1] < y || p[1] >= y + h) return false;
    if (!this.quarters) {
      if (this.points.length < this.capacity || this.depth >= 8) {
        this.points.push(p);
        return true;
      }
      const make = (i: number, j: number) => new QuadTree({ x: x + (i * w) / 2, y: y + (j * h) / 2, w: w / 2, h: h / 2 }, this.capacity, this.depth + 1);
      this.quarters = [make(0, 0), make(1, 0), make(0, 1), make(1, 1)];
    }
    return this.quarters.some((q) => q.insert(p));
  }

  query(range: Box, found: Pair[] = []): Pair[] {
    const b = this.box;
    if (range.x > b.x + b.w || range.x + range.w < b.x || range.y > b.y + b.h || range.y + range.h < b.y) return found;
    for (const p of this.points) if (p[0] >= range.x && p[0] <= range.x + range.w && p[1] >= range.y && p[1] <= range.y + range.h) found.push(p);
    this.quarters?.forEach((q) => q.query(range, found));
    return found;
  }
}

export function quadQuery(points: Pair[], range: Box): { found: Pair[]; rejected: number } {
  const tree = new QuadTree({ x: 0, y: 0, w: 100, h: 100 }, 2);
  let rejected = 0;
  for (const p of points) if (!tree.insert(p)) rejected++;
  return { found: tree.query(range), rejected };
}

type KdNode = { point: number[]; axis: number; left: KdNode | null; right: KdNode | null };

export function nearest(points: number[][], target: number[]): { point: number[] | undefined; distance: number; tree: KdNode | null } {
  const build = (ps: number[][], depth: number): KdNode | null => {
    if (!ps.length) return null;
    const axis = depth % ps[0].length;
    ps.sort((a, b) => a[axis] - b[axis]);
    const mid = ps.length >> 1;
    return { point: ps[mid], axis, left: build(ps.slice(0, mid), depth + 1), right: build(ps.slice(mid + 1), depth + 1) };
  };
  let best: number[] | undefined;
  let distance = Infinity;
  const search = (node: KdNode | null): void => {
    if (!node) return;
    const d = Math.sqrt(node.point.reduce((s, v, i) => s + (v - target[i]) ** 2, 0));
    if (d < distance) {
      distance = d;
      best = node.point;
    }
    const delta = target[node.axis] - node.point[node.axis];
    search(delta < 0 ? node.left : node.right);
    if (Math.abs(delta) < distance) search(delta < 0 ? node.right : node.left);
  };
  const tree = build([...points], 0);
  search(tree);
  return { point: best, distance, tree };
}

export function overlapping(intervals: Array<[number, number, string?]>, at: number): string[] {
  type Node = { centre: number; items: typeof intervals; left?: Node; right?: Node };
  const build = (items: typeof intervals): Node | undefined => {
    if (!items.length) return undefined;
    const centre = items[items.length >> 1][0];
    const left = build(items.filter(([, e]) => e < centre));
    const right = build(items.filter(([s]) => s > centre));
    return { centre, items: items.filter(([s, e]) => s <= centre && e >= centre), ...(left && { left }), ...(right && { right }) };
  };
  const out: string[] = [];
  for (let node = build(intervals); node; node = at < node.centre ? node.left : node.right) {
    for (const [s, e, name = `${s}-${e}`] of node.items) if (s <= at && at <= e) out.push(name);
  }
  return out.sort();
}
