/** Small machine learning, deterministic. */

export function kMeans(points: number[][], k: number, maxIterations = 50): { centroids: number[][]; labels: number[]; iterations: number } {
  if (k > points.length) throw new RangeError(`k (${k}) exceeds the number of points (${points.length})`);
  let centroids = points.slice(0, k).map((p) => [...p]);
  let labels: number[] = [];
  let iterations = 0;
  const distance = (a: number[], b: number[]) => Math.hypot(...a.map((v, i) => v - b[i]));
  while (iterations++ < maxIterations) {
    const next = points.map((p) => centroids.reduce((best, c, i) => (distance(p, c) < distance(p, centroids[best]) ? i : best), 0));
    if (next.every((l, i) => l === labels[i])) break;
    labels = next;
    centroids = centroids.map((old, c) => {
      const members = points.filter((_, i) => labels[i] === c);
      return members.length ? old.map((_, d) => members.reduce((s, m) => s + m[d], 0) / members.length) : old;
    });
  }
  return { centroids, labels, iterations };
}

type Row = Record<string, string | number>;
type Tree = { leaf: string } | { feature: string; threshold: string | number; yes: Tree; no: Tree };

function entropy(labels: string[]): number {
  const counts: Record<string, number> = {};
  for (const l of labels) counts[l] = (counts[l] ?? 0) + 1;
  return -Object.values(counts).reduce((s, n) => s + (n / labels.length) * Math.log2(n / labels.length), 0);
}

export function decisionTree(rows: Row[], target: string, queries: Row[]): { tree: Tree; predictions: string[] } {
  const test = (row: Row, feature: string, threshold: string | number) => {
    const v = row[feature];
    return typeof v === 'number' && typeof threshold === 'number' ? v >= threshold : v === threshold;
  };
  const build = (data: Row[], depth: number): Tree => {
    const labels = data.map((r) => String(r[target]));
    const majority = labels.slice().sort((a, b) => labels.filter((l) => l === b).length - labels.filter((l) => l === a).length)[0];
    const base = entropy(labels);
    if (base === 0 || depth > 4) return { leaf: majority };
    let best: { gain: number; feature: string; threshold: string | number; yes: Row[]; no: Row[] } | null = null;
    for (const feature of Object.keys(data[0])) {
      if (feature === target) continue;
      for (const threshold of new Set(data.map((r) => r[feature]))) {
        const yes = data.filter((r) => test(r, feature, threshold));
        const no = data.filter((r) => !test(r, feature, threshold));
        if (!yes.length || !no.length) continue;
        const after = [yes, no].reduce((s, part) => s + (part.length / data.length) * entropy(part.map((r) => String(r[target]))), 0);
        const gain = base - after;
        if (!best || gain > best.gain) best = { gain, feature, threshold, yes, no };
      }
    }
    if (!best) return { leaf: majority };
    const { feature, threshold, yes, no } = best;
    return { feature, threshold, yes: build(yes, depth + 1), no: build(no, depth + 1) };
  };
  const tree = build(rows, 0);
  const predict = (t: Tree, row: Row): string => ('leaf' in t ? t.leaf : predict(test(row, t.feature, t.threshold) ? t.yes : t.no, row));
  return { tree, predictions: queries.map((q) => predict(tree, q)) };
}

class NaiveBayes {
  private readonly words = new Map<string, Map<string, number>>();
  private readonly totals = new Map<string, number>();
  private readonly documents = new Map<string, number>();
  private readonly vocabulary = new Set<string>();

  learn(text: string, label: string): this {
    this.documents.set(label, (this.documents.get(label) ?? 0) + 1);
    const counts = this.words.get(label) ?? new Map<string, number>();
    this.words.set(label, counts);
    for (const w of NaiveBayes.tokens(text)) {
      this.vocabulary.add(w);
      counts.set(w, (counts.get(w) ?? 0) + 1);
      this.totals.set(label, (this.totals.get(label) ?? 0) + 1);
    }
    return this;
  }

  scores(text: string): Record<string, number> {
    const all = [...this.documents.values()].reduce((a, b) => a + b, 0);
    const out: Record<string, number> = {};
    this.documents.forEach((n, label) => {
      let score = Math.log(n / all);
      for (const w of NaiveBayes.tokens(text)) {
        const c = this.words.get(label)!.get(w) ?? 0;
        score += Math.log((c + 1) / ((this.totals.get(label) ?? 0) + this.vocabulary.size));
      }
      out[label] = score;
    });
    return out;
  }

  static *tokens(text: string) {
    let word = '';
    for (const c of text.toLowerCase() + ' ') {
      if ((c >= 'a' && c <= 'z') || c === "'") word += c;
      else if (word) {
        yield word;
        word = '';
      }
    }
  }
}

export function classify(training: [text: string, label: string][], text: string): { label: string | undefined; scores: Record<string, number> } {
  const model = training.reduce((m, [t, l]) => m.learn(t, l), new NaiveBayes());
  const scores = model.scores(text);
  const [best] = Object.entries(scores).sort(([, a], [, b]) => b - a);
  return { label: best?.[0], scores };
}

export function perceptron(samples: { x: number[]; y: 1 | -1 }[], rate = 0.1, epochs = 20): { weights: number[]; bias: number; errors: number[] } {
  let weights = samples.length ? samples[0].x.map(() => 0) : [];
  let bias = 0;
  const errors: number[] = [];
  for (let e = 0; e < epochs; e++) {
    let wrong = 0;
    for (const { x, y } of samples) {
      const z = x.reduce((s, v, i) => s + v * weights[i], bias);
      if ((z >= 0 ? 1 : -1) !== y) {
        weights = weights.map((w, i) => w + rate * y * x[i]);
        bias += rate * y;
        wrong++;
      }
    }
    errors.push(wrong);
    if (wrong === 0) break;
  }
  return { weights, bias, errors };
}

export function trainXor(epochs: number, seed = 1): { loss: number; outputs: number[] } {
  let s = seed;
  const random = () => ((s = (s * 16807) % 2147483647) / 2147483647) * 2 - 1;
  const hidden = Array.from({ length: 3 }, () => [random(), random(), random()]);
  const output = Array.from({ length: 4 }, random);
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  const forward = (x: number[]) => {
    const h = hidden.map((w) => sigmoid(w[0] * x[0] + w[1] * x[1] + w[2]));
    return { h, o: sigmoid(h.reduce((t, v, i) => t + v * output[i], output[3])) };
  };
  const data = [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]];
  let loss = 0;
  for (let e = 0; e < epochs; e++) {
    loss = 0;
    for (const [a, b, t] of data) {
      const { h, o } = forward([a, b]);
      const delta = (o - t) * o * (1 - o);
      loss += (o - t) ** 2;
      h.forEach((v, i) => {
        const dh = delta * output[i] * v * (1 - v);
        output[i] -= delta * v;
        hidden[i][0] -= dh * a;
        hidden[i][1] -= dh * b;
        hidden[i][2] -= dh;
      });
      output[3] -= delta;
    }
  }
  return { loss, outputs: data.map(([a, b]) => forward([a, b]).o) };
}

export function kalman(measurements: number[], { q = 1e-3, r = 0.1, x: start = 0, p: variance = 1 }: { q?: number; r?: number; x?: number; p?: number } = {}) {
  let x = start, p = variance;
  return measurements.map((z) => {
    p += q;
    const gain = p / (p + r);
    x += gain * (z - x);
    p *= 1 - gain;
    return { estimate: x, gain };
  });
}

export function markov(text: string, length: number, seed: number): string {
  const chain: { [word: string]: string[] } = {};
  const words = text.split(' ');
  for (let i = 0; i + 1 < words.length; i++) {
    if (!Object.prototype.hasOwnProperty.call(chain, words[i])) chain[words[i]] = [];
    chain[words[i]].push(words[i + 1]);
  }
  const out = [words[0]];
  for (let state = seed; out.length < length; ) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    const options = chain[out[out.length - 1]];
    if (!options) break;
    out.push(options[state % options.length]);
  }
  return out.join(' ');
}

export function confusion(actual: string[], predicted: string[]) {
  const labels = [...new Set([...actual, ...predicted])].sort();
  const matrix = labels.map((a) => labels.map((p) => actual.filter((x, i) => x === a && predicted[i] === p).length));
  const perLabel = Object.fromEntries(
    labels.map((l, i) => {
      const tp = matrix[i][i];
      const precision = tp / matrix.reduce((s, row) => s + row[i], 0);
      const recall = tp / matrix[i].reduce((s, n) => s + n, 0);
      return [l, { precision, recall, f1: (2 * precision * recall) / (precision + recall) }] as const;
    }),
  );
  return { labels, matrix, perLabel };
}
