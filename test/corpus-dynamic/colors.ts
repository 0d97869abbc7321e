/** Colour conversion and animation curves. */

export type RGB = [r: number, g: number, b: number];

interface Color {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly a?: number;
}

const NAMED = new Map<string, string>([
  ['rebeccapurple', '#663399'],
  ['tomato', '#ff6347'],
]);

export function parseColor(text: string): Color {
  const input = NAMED.get(text.trim().toLowerCase()) ?? text.trim();
  if (input[0] === '#') {
    let hex = input.slice(1);
    if (hex.length === 3 || hex.length === 4) hex = [...hex].map((c) => c + c).join('');
    if (hex.length !== 6 && hex.length !== 8) throw new Error(`Unable to parse color from string "${text}"`);
    const value = Number('0x' + hex.slice(0, 6));
    if (Number.isNaN(value)) throw new Error(`Unable to parse color from string "${text}"`);
    const color = { r: value >> 16, g: (value >> 8) & 255, b: value & 255 };
    return hex.length === 8 ? { ...color, a: parseInt(hex.slice(6), 16) / 255 } : color;
  }
  const open = input.indexOf('(');
  const kind = input.slice(0, open);
  const parts = input.slice(open + 1, -1).split(',').map((p) => p.trim());
  if (kind === 'rgb' || kind === 'rgba') {
    const [r, g, b, a] = parts.map((p, i) => (p.endsWith('%') ? (parseFloat(p) / 100) * (i === 3 ? 1 : 255) : parseFloat(p)));
    return a === undefined ? { r, g, b } : { r, g, b, a };
  }
  if (kind === 'hsl') {
    const [r, g, b] = hslToRgb(parseFloat(parts[0]), parseFloat(parts[1]) / 100, parseFloat(parts[2]) / 100);
    return { r, g, b };
  }
  throw new Error(`Unable to parse color from string "${text}"`);
}

export function rgbToHsl(r: number, g: number, b: number): { h: number; s: number; l: number } {
  r /= 255;
  g /= 255;
  b /= 255;
  const max = Math.max(r, g, b), min = Math.min(r, g, b);
  let h = 0, s = 0;
  const l = (max + min) / 2;
  if (max !== min) {
    const d = max - min;
    s = l > 0.5 ? d / (2 - max - min) : d / (max + min);
    switch (max) {
      case r: h = (g - b) / d + (g < b ? 6 : 0); break;
      case g: h = (b - r) / d + 2; break;
      case b: h = (r - g) / d + 4; break;
    }
    h *= 60;
  }
  return { h, s, l };
}

export function hslToRgb(h: number, s: number, l: number): RGB {
  const k = (n: number) => (n + h / 30) % 12;
  const a = s * Math.min(l, 1 - l);
  const f = (n: number) => l - a * Math.max(-1, Math.min(k(n) - 3, Math.min(9 - k(n), 1)));
  return [Math.round(255 * f(0)), Math.round(255 * f(8)), Math.round(255 * f(4))];
}

export function toHex(...channels: number[]): string {
  return '#' + channels.map((c) => Math.round(Math.min(255, Math.max(0, c))).toString(16).padStart(2, '0')).join('');
}

export function rgbToLab(rgb: RGB): number[] {
  const [r, g, b] = rgb.map((v) => {
    v /= 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
  const xyz = [r * 0.4124 + g * 0.3576 + b * 0.1805, r * 0.2126 + g * 0.7152 + b * 0.0722, r * 0.0193 + g * 0.1192 + b * 0.9505];
  const white = [0.95047, 1, 1.08883];
  const [x, y, z] = xyz.map((v, i) => v / white[i]).map((t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

export function mix(from: string, to: string, steps: number): string[] {
  const a = parseColor(from), b = parseColor(to);
  const channel = (k: keyof Color, t: number) => (a[k] ?? 1) + ((b[k] ?? 1) - (a[k] ?? 1)) * t;
  return Array.from({ length: steps }, (_, i) => i / Math.max(1, steps - 1)).map((t) => toHex(channel('r', t), channel('g', t), channel('b', t)));
}

export function contrast(a: string, b: string): { ratio: number; rating: 'AAA' | 'AA' | 'fail' } {
  const luminance = ({ r, g, b }: Color) => {
    const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : Math.pow((c / 255 + 0.055) / 1.055, 2.4)));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const [dark, light] = [luminance(parseColor(a)), luminance(parseColor(b))].sort((p, q) => p - q);
  const ratio = (light + 0.05) / (dark + 0.05);
  return { ratio, rating: ratio >= 7 ? 'AAA' : ratio >= 4.5 ? 'AA' : 'fail' };
}

const c1 = 1.70158;
const easings = {
  linear: (t: number) => t,
  inQuad: (t: number) => t * t,
  outBack: (t: number) => 1 + (c1 + 1) * Math.pow(t - 1, 3) + c1 * Math.pow(t - 1, 2),
  inOutCubic(t: number) {
    return t < 0.5 ? 4 * t ** 3 : 1 - Math.pow(-2 * t + 2, 3) / 2;
  },
  outElastic: (t: number) => (t === 0 ? 0 : t === 1 ? 1 : Math.pow(2, -10 * t) * Math.sin((t * 10 - 0.75) * ((2 * Math.PI) / 3)) + 1),
  outBounce: function (x: number): number {
    const n = 7.5625, d = 2.75;
    if (x < 1 / d) return n * x * x;
    if (x < 2 / d) return n * (x -= 1.5 / d) * x + 0.75;
    if (x < 2.5 / d) return n * (x -= 2.25 / d) * x + 0.9375;
    return n * (x -= 2.625 / d) * x + 0.984375;
  },
};

export function ease(name: keyof typeof easings, samples: number): number[] {
  const f = easings[name];
  if (typeof f !== 'function') throw new TypeError(`no easing called ${String(name)}; try ${Object.keys(easings).join(', ')}`);
  return [...Array(samples + 1).keys()].map((i) => f(i / samples));
}

export function cubicBezierEasing(x1: number, y1: number, x2: number, y2: number, xs: number[]): number[] {
  const A = (a: number, b: number) => 1 - 3 * b + 3 * a;
  const B = (a: number, b: number) => 3 * b - 6 * a;
  const C = (a: number) => 3 * a;
  const calc = (t: number, a: number, b: number) => ((A(a, b) * t + B(a, b)) * t + C(a)) * t;
  const slope = (t: number, a: number, b: number) => 3 * A(a, b) * t * t + 2 * B(a, b) * t + C(a);
  return xs.map((x) => {
    let t = x;
    for (let i = 0; i < 8; ++i) {
      const s = slope(t, x1, x2);
      if (s === 0) break;
      t -= (calc(t, x1, x2) - x) / s;
    }
    return calc(t, y1, y2);
  });
}

/** Pixels in place: RGBA to grey, with a choice of filter. */
export function filterPixels(pixels: Uint8ClampedArray, filter: 'grey' | 'invert' | { brightness: number }): void {
  for (let i = 0; i < pixels.length; i += 4) {
    const [r, g, b] = pixels.subarray(i, i + 3);
    if (filter === 'grey') pixels.fill(0.299 * r + 0.587 * g + 0.114 * b, i, i + 3);
    else if (filter === 'invert') pixels.set([255 - r, 255 - g, 255 - b], i);
    else for (let c = 0; c < 3; c++) pixels[i + c] *= filter.brightness;
  }
}
