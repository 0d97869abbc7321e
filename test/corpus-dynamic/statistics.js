/* Descriptive statistics, in the style of small CommonJS-era packages. */

function assertSample(xs, name) {
  if (!xs || xs.length === 0) {
    var error = new Error(name + ' requires at least one data point');
    error.code = 'EMPTY';
    throw error;
  }
}

/** Kahan-Babuska. */
function sum(x) {
  if (x.length === 0) return 0;
  let sum = x[0];
  let correction = 0;
  if (typeof sum !== 'number') return NaN;
  for (let i = 1; i < x.length; i++) {
    if (typeof x[i] !== 'number') return NaN;
    const transition = sum + x[i];
    if (Math.abs(sum) >= Math.abs(x[i])) correction += sum - transition + x[i];
    else correction += x[i] - transition + sum;
    sum = transition;
  }
  return sum + correction;
}

const mean = (x) => (assertSample(x, 'mean'), sum(x) / x.length);

function sumNthPowerDeviations(x, n) {
  const m = mean(x);
  let s = 0, t, i;
  if (n === 2) {
    for (i = 0; i < x.length; i++) {
      t = x[i] - m;
      s += t * t;
    }
  } else {
    for (i = 0; i < x.length; i++) s += Math.pow(x[i] - m, n);
  }
  return s;
}

export function describe(x) {
  assertSample(x, 'describe');
  const sorted = [...x].sort((a, b) => a - b);
  const variance = sumNthPowerDeviations(x, 2) / x.length;
  return {
    n: x.length,
    sum: sum(x),
    mean: mean(x),
    variance,
    deviation: Math.sqrt(variance),
    skewness: sumNthPowerDeviations(x, 3) / x.length / variance ** 1.5,
    min: sorted[0],
    max: sorted[sorted.length - 1],
    median: quantile(sorted, 0.5),
    mode: mode(x),
  };
}

export function quantile(values, p) {
  if (Array.isArray(p)) return p.map((q) => quantile(values, q));
  if (p < 0 || p > 1) throw new RangeError('p must be in [0, 1]');
  const sorted = values.slice().sort((a, b) => a - b);
  const h = (sorted.length - 1) * p;
  const lo = Math.floor(h);
  const hi = Math.ceil(h);
  return sorted[lo] + (sorted[hi] - sorted[lo]) * (h - lo);
}

export function mode(values) {
  const counts = {};
  let best, most = 0;
  for (const v of values) {
    counts[v] = (counts[v] | 0) + 1;
    if (counts[v] > most) {
      most = counts[v];
      best = v;
    }
  }
  return best;
}

export function linearRegression(points) {
  const n = points.length;
  if (n === 1) return { m: 0, b: points[0][1] };
  let sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (const [x, y] of points) {
    sx += x;
    sy += y;
    sxx += x * x;
    sxy += x * y;
  }
  const m = (n * sxy - sx * sy) / (n * sxx - sx * sx);
  const b = sy / n - (m * sx) / n;
  const line = (x) => b + m * x;
  const average = sy / n;
  const total = points.reduce((s, p) => s + (p[1] - average) ** 2, 0);
  const error = points.reduce((s, p) => s + (p[1] - line(p[0])) ** 2, 0);
  return { m, b, r2: 1 - error / total, residuals: points.map(([x, y]) => y - line(x)) };
}

export function correlation(x, y) {
  const mx = mean(x), my = mean(y);
  let num = 0, dx = 0, dy = 0;
  x.forEach((v, i) => {
    const a = v - mx, b = y[i] - my;
    num += a * b;
    dx += a * a;
    dy += b * b;
  });
  return num / Math.sqrt(dx * dy);
}

export function histogram(values, bins) {
  const [min, max] = extent(values);
  const n = bins || Math.ceil(Math.log2(values.length) + 1);
  const width = (max - min) / n || 1;
  const out = Array.from({ length: n }, (_, i) => ({ x0: min + i * width, x1: min + (i + 1) * width, count: 0 }));
  values.forEach((v) => {
    if (v == null || !(v >= v)) return;
    out[Math.min(n - 1, Math.floor((v - min) / width))].count++;
  });
  return out;
}

export function extent(values, valueof) {
  let min, max;
  for (let value of values) {
    if (valueof !== undefined) value = value[valueof];
    if (value != null && value >= value) {
      if (min === undefined) min = max = value;
      else {
        if (min > value) min = value;
        if (max < value) max = value;
      }
    }
  }
  return [min, max];
}

export function ticks(start, stop, count) {
  const e10 = Math.sqrt(50), e5 = Math.sqrt(10), e2 = Math.sqrt(2);
  const step = (stop - start) / Math.max(0, count);
  const power = Math.floor(Math.log10(step));
  const error = step / Math.pow(10, power);
  const factor = error >= e10 ? 10 : error >= e5 ? 5 : error >= e2 ? 2 : 1;
  const increment = power >= 0 ? factor * Math.pow(10, power) : -Math.pow(10, -power) / factor;
  if (increment === 0 || !isFinite(increment)) return [];
  const result = [];
  if (increment > 0) {
    for (let i = Math.ceil(start / increment); i <= Math.floor(stop / increment); i++) result.push(i * increment);
  } else {
    for (let i = Math.ceil(start * -increment); i <= Math.floor(stop * -increment); i++) result.push(i / -increment);
  }
  return result;
}

export function bisect(sorted, values) {
  const left = (x) => {
    let lo = 0, hi = sorted.length;
    while (lo < hi) {
      const mid = (lo + hi) >>> 1;
      if (sorted[mid] < x) lo = mid + 1;
      else hi = mid;
    }
    return lo;
  };
  return values.map(left);
}

export function movingAverages(values, size) {
  const simple = [], weighted = [];
  let exponential = values[0], alpha = 2 / (size + 1);
  const smooth = [];
  for (let i = 0; i < values.length; i++) {
    const window = values.slice(Math.max(0, i - size + 1), i + 1);
    simple.push(window.reduce((a, b) => a + b) / window.length);
    const weights = window.map((_, k) => k + 1);
    weighted.push(window.reduce((a, v, k) => a + v * weights[k], 0) / weights.reduce((a, b) => a + b));
    exponential = i ? alpha * values[i] + (1 - alpha) * exponential : values[i];
    smooth.push(exponential);
  }
  return { simple, weighted, smooth };
}

export function rollup(rows, by, field) {
  const groups = new Map();
  for (const row of rows) {
    const key = by.map((b) => row[b]).join('|');
    const group = groups.get(key);
    if (group) group.push(row[field]);
    else groups.set(key, [row[field]]);
  }
  return new Map(Array.from(groups, ([k, vs]) => [k, { total: sum(vs), mean: mean(vs), n: vs.length }]));
}
