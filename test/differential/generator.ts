/**
 * Random programs. They are in bounds by construction, end after few steps, and are dense in what is easily got wrong: effects
 * inside of expressions, loops that almost conflict, numbers at the edges of 32 bits. The same seed gives the same program.
 */

export interface GeneratedProgram {
  readonly seed: number;
  /** A file that exports `f(a, b, xs, ys, zs, us)`. */
  readonly text: string;
}

/** Elements of each array argument: subscripts below are made for it. */
export const ARRAY_LENGTH = 32;

/** Numbers in [0, 1), by T. Ettinger's mulberry32. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * effects: assignments and increments inside of expressions. plain: none. parallel: loops over arrays with affine subscripts, some of
 * which conflict and some of which don't, and reductions.
 */
export type Style = 'effects' | 'plain' | 'parallel';

export const STYLES: readonly Style[] = ['effects', 'plain', 'parallel'];

export function generateProgram(seed: number, style: Style): GeneratedProgram {
  return { seed, text: new Generator(randomNumbers(seed), style).program() };
}

const ARRAYS = ['xs', 'ys', 'zs', 'us'] as const;
const LITERALS = [
  '0',
  '1',
  '2',
  '3',
  '5',
  '7',
  '10',
  '0.5',
  '1.5',
  '0.1',
  '-1',
  '-2',
  '-0',
  '255',
  '256',
  '65536',
  '2147483647',
  '-2147483648',
  '4294967295',
  '1e10',
  '1e308',
  'NaN',
  'Infinity',
  '5e-324',
];

/** A counter of a loop around, and one more than its greatest value. */
interface Counter {
  readonly name: string;
  readonly bound: number;
}

class Generator {
  private readonly locals = ['v0', 'v1', 'v2', 'v3'];
  private readonly counters: Counter[] = [];
  /** Arrays that loops build by pushing. */
  private readonly grown: string[] = [];
  private names = 0;
  private budget = 60;

  constructor(
    private readonly next: () => number,
    private readonly style: Style,
  ) {}

  program(): string {
    const helpers = [
      'function bump(xs: number[], at: number): number {\n  xs[at] += 1;\n  return xs[at];\n}',
      `function mix(x: number, y: number): number {\n  return ${this.pureOf(['x', 'y'], 3)};\n}`,
      `function low(x: number): number {\n  return (${this.pureOf(['x'], 2)}) | 0;\n}`,
    ];
    const body: string[] = this.locals.map(
      (name) => `  let ${name} = ${this.pick(['a', 'b', '0', '1', '(a | 0)', 'a + b', '-0'])};`,
    );
    const statements = 3 + this.below(5);
    for (let k = 0; k < statements; k++)
      body.push(...(this.style === 'parallel' ? this.parallelLoop() : this.statement(2, '  ')));
    const head =
      'export function f(a: number, b: number, xs: number[], ys: Float64Array, zs: Int32Array, us: Uint8Array): Result {';
    const types =
      'interface Result {\n  locals: number[];\n  xs: number[];\n  ys: Float64Array;\n  zs: Int32Array;\n  us: Uint8Array;\n  grown: number[][];\n}';
    return [
      types,
      ...helpers,
      [
        head,
        ...body,
        `  return { locals: [${this.locals.join(', ')}], xs, ys, zs, us, grown: [${this.grown.join(', ')}] };`,
        '}',
      ].join('\n'),
    ].join('\n\n');
  }

  private below(n: number): number {
    return Math.floor(this.next() * n);
  }

  private pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  private chance(share: number): boolean {
    return this.next() < share;
  }

  private statement(depth: number, indent: string): string[] {
    this.budget--;
    const choice = this.below(this.budget > 0 && depth > 0 ? 12 : 6);
    if (choice < 2) return [`${indent}${this.pick(this.locals)} ${this.assignment()} ${this.number(3)};`];
    if (choice < 4) return [`${indent}${this.element()} ${this.assignment()} ${this.number(3)};`];
    if (choice === 4) return [`${indent}${this.pick(this.locals)}${this.pick(['++', '--'])};`];
    if (choice === 5) return [`${indent}${this.element()}${this.pick(['++', '--'])};`];
    if (choice < 8) return this.branch(depth, indent);
    return this.loop(depth, indent);
  }

  private statements(depth: number, indent: string): string[] {
    return Array.from({ length: 1 + this.below(3) }, () => this.statement(depth, indent)).flat();
  }

  private branch(depth: number, indent: string): string[] {
    const lines = [`${indent}if (${this.condition(2)}) {`, ...this.statements(depth - 1, `${indent}  `)];
    if (this.chance(0.4)) lines.push(`${indent}} else {`, ...this.statements(depth - 1, `${indent}  `));
    return [...lines, `${indent}}`];
  }

  private loop(depth: number, indent: string): string[] {
    const name = `i${this.names++}`;
    const bound = this.pick([4, 8]);
    const kind = this.below(6);
    const heads = [
      `for (let ${name} = 0; ${name} < ${bound}; ${name}++) {`,
      `for (let ${name} = 1; ${name} < ${bound}; ${name}++) {`,
      `for (let ${name} = 0; ${name} < ${bound}; ${name} += 2) {`,
      `for (let ${name} = ${bound - 1}; ${name} >= 0; ${name}--) {`,
      `for (let ${name} = 0; ${name} <= ${bound - 1}; ${name}++) {`,
      `for (let ${name} = 0; ${name} < Math.min(${bound}, Math.abs(a)); ${name}++) {`,
    ];
    this.counters.push({ name, bound });
    const body = this.statements(depth - 1, `${indent}  `);
    if (this.chance(0.3))
      body.push(`${indent}  if (${this.condition(1)}) ${this.pick(['break', 'continue'])};`, ...this.statement(0, `${indent}  `));
    this.counters.pop();
    return [`${indent}${heads[kind]!}`, ...body, `${indent}}`];
  }

  /** A loop at the top level that writes arrays, or sums up; `a` and `b` are small, see `generateArguments`. */
  private parallelLoop(): string[] {
    const i = `i${this.names++}`;
    const from = this.pick(['0', '0', '0', '1', 'b']);
    const reads = (): string => {
      const choice = this.below(5);
      if (choice === 0) return this.pick([i, 'a', 'b', '0.5', '3', '-0', '1e9']);
      if (choice === 1) return `low(${i})`;
      return `${this.pick(ARRAYS)}[${this.affine(i)}]`;
    };
    const value = (): string => {
      const choice = this.below(5);
      if (choice === 0) return reads();
      if (choice === 1) return `mix(${reads()}, ${reads()})`;
      if (choice === 2)
        return `(${reads()} ${this.pick(['<', '>', '<=', '==='])} ${this.pick(['a', 'b', i])} ? ${reads()} : ${reads()})`;
      return `${reads()} ${this.pick(['+', '-', '*', '/', '%', '|', '^', '>>>'])} ${reads()}`;
    };
    const before: string[] = [];
    const lines = Array.from({ length: 1 + this.below(3) }, (): string[] => {
      const store = (subscript: string) =>
        `${this.pick(ARRAYS)}[${subscript}] ${this.pick(['=', '=', '=', '+=', '-=', '*='])} ${value()};`;
      const choice = this.below(9);
      if (choice === 8) return this.growth(before, value, i);
      if (choice === 0) return [`    ${this.pick(this.locals)} ${this.pick(['+=', '*=', '-='])} ${value()};`];
      if (choice === 1) return [`    ${this.locals[0]} = Math.${this.pick(['min', 'max'])}(${this.locals[0]}, ${value()});`];
      if (choice === 2) return [`    if (${reads()} > ${this.pick(['a', 'b', '0'])}) ${store(this.affine(i))}`];
      if (choice === 3) {
        const j = `j${this.names++}`;
        const subscript = this.pick([`${i} * 4 + ${j}`, `${j} * 8 + ${i}`, `${i} + ${j}`, `${i} * a + ${j}`, `${i}`, `${j}`]);
        return [`    for (let ${j} = 0; ${j} < ${this.pick(['4', '4', 'a'])}; ${j}++) {`, `      ${store(subscript)}`, '    }'];
      }
      if (choice === 4) {
        const t = `t${this.names++}`;
        return [`    const ${t} = ${value()};`, `    ${this.pick(ARRAYS)}[${this.affine(i)}] = ${t} + ${reads()};`];
      }
      return [`    ${store(this.affine(i))}`];
    });
    return [
      ...before,
      `  for (let ${i} = ${from}; ${i} < ${this.pick(['8', '8', '7', 'a', '8 - a'])}; ${i}++) {`,
      ...lines.flat(),
      '  }',
    ];
  }

  /** A push, onto an array of the loop's own or one of an earlier loop, always or at times. */
  private growth(before: string[], value: () => string, i: string): string[] {
    const isNew = this.grown.length === 0 || this.chance(0.7);
    const name = isNew ? `g${this.names++}` : this.pick(this.grown);
    if (isNew) {
      this.grown.push(name);
      before.push(`  const ${name}: number[] = [${this.pick(['', '', '1', 'a, 2'])}];`);
    }
    const push = `${name}.push(${this.pick([value(), value(), `${name}.length`])});`;
    return [this.chance(0.2) ? `    if (${i} % 3 === 1) ${push}` : `    ${push}`];
  }

  /** Within the arrays for counters below 8, a up to 3 and b up to 8. */
  private affine(i: string): string {
    const c = this.below(24);
    return this.pick([
      i,
      i,
      i,
      `${i} + ${c}`,
      `${31 - c} - ${i}`,
      `2 * ${i} + ${this.below(17)}`,
      `3 * ${i}`,
      `${i} * a + b`,
      `${i} + a`,
      `b + ${i}`,
      String(c),
      `${i} % 4`,
      `${i} >> 1`,
    ]);
  }

  private assignment(): string {
    return this.chance(0.4) ? '=' : this.pick(['+=', '-=', '*=', '=', '|=', '^=', '>>=', '>>>=', '&=', '+=', '/=', '%=']);
  }

  /** An element that exists: affine in a counter, or any number cut to five bits. */
  private element(): string {
    return `${this.pick(ARRAYS)}[${this.subscript()}]`;
  }

  private subscript(): string {
    if (this.counters.length > 0 && this.chance(0.75)) {
      const { name, bound } = this.pick(this.counters);
      const forms = [
        name,
        name,
        `${name} + ${this.below(ARRAY_LENGTH - bound)}`,
        `${ARRAY_LENGTH - 1} - ${name}`,
        `2 * ${name} + ${this.below(16)}`,
        `3 * ${name}`,
      ];
      const other = this.counters.find((counter) => counter.name !== name);
      if (other && other.bound * bound <= ARRAY_LENGTH)
        forms.push(`${name} * ${other.bound} + ${other.name}`, `${other.name} * ${bound} + ${name}`);
      return this.pick(forms);
    }
    return this.chance(0.4) ? String(this.below(ARRAY_LENGTH)) : `(${this.number(1)}) & ${ARRAY_LENGTH - 1}`;
  }

  private number(depth: number): string {
    if (depth <= 0 || this.chance(0.15)) return this.leaf();
    const inner = () => this.number(depth - 1);
    switch (this.below(this.style === 'effects' ? 14 : 10)) {
      case 0:
      case 1:
      case 2:
        return `(${inner()} ${this.pick(['+', '-', '*', '+', '-', '*', '/', '%'])} ${inner()})`;
      case 3:
        return `(${inner()} ${this.pick(['&', '|', '^', '<<', '>>', '>>>'])} ${inner()})`;
      case 4:
        return `${this.pick(['-', '~', '+'])}(${inner()})`;
      case 5:
        return `Math.${this.pick(['floor', 'ceil', 'round', 'trunc', 'abs', 'sign', 'sqrt', 'fround', 'clz32'])}(${inner()})`;
      case 6:
        return `Math.${this.pick(['min', 'max', 'imul', 'pow', 'atan2', 'hypot'])}(${inner()}, ${inner()})`;
      case 7:
        return `(${this.condition(depth - 1)} ? ${inner()} : ${inner()})`;
      case 8:
        return `${this.pick(['mix', 'mix'])}(${inner()}, ${inner()})`;
      case 9:
        return `low(${inner()})`;
      case 10:
        return `(${this.pick(this.locals)} ${this.assignment()} ${inner()})`;
      case 11:
        return this.chance(0.5)
          ? `${this.pick(this.locals)}${this.pick(['++', '--'])}`
          : `${this.pick(['++', '--'])}${this.pick(this.locals)}`;
      case 12:
        return this.chance(0.5)
          ? `(${this.element()} ${this.assignment()} ${inner()})`
          : `${this.element()}${this.pick(['++', '--'])}`;
      default:
        return this.chance(0.5)
          ? `bump(xs, (${inner()}) & ${ARRAY_LENGTH - 1})`
          : `(${this.chance(0.5) ? this.element() : `low(${inner()})`} ${this.pick(['||', '&&'])} ${inner()})`;
    }
  }

  private leaf(): string {
    const choice = this.below(10);
    if (choice < 3) return this.pick(this.locals);
    if (choice < 5) return this.pick(['a', 'b']);
    if (choice < 6) return this.pick(LITERALS);
    if (choice < 8) return this.element();
    return this.counters.length > 0 ? this.pick(this.counters).name : this.pick(this.locals);
  }

  private condition(depth: number): string {
    if (depth > 0 && this.chance(0.3)) {
      return `(${this.condition(depth - 1)} ${this.pick(['&&', '||'])} ${this.condition(depth - 1)})`;
    }
    if (this.chance(0.1)) return `!(${this.condition(0)})`;
    const left = this.chance(0.5) ? this.pick(this.locals) : this.pick(['a', 'b']);
    if (this.chance(0.1)) return `(${left} !== 0)`;
    const right = this.number(depth);
    // TypeScript reports comparisons with the name NaN.
    return `(${left} ${this.pick(['<', '<=', '>', '>=', '===', '!=='])} ${right === 'NaN' ? 'b' : right})`;
  }

  private pureOf(names: readonly string[], depth: number): string {
    if (depth <= 0) return this.chance(0.7) ? this.pick(names) : this.pick(LITERALS);
    const inner = () => this.pureOf(names, depth - 1);
    switch (this.below(4)) {
      case 0:
        return `(${inner()} ${this.pick(['&', '|', '^', '<<', '>>', '>>>'])} ${inner()})`;
      case 1:
        return this.chance(0.5)
          ? `Math.${this.pick(['floor', 'abs'])}(${inner()})`
          : `Math.${this.pick(['max', 'min'])}(${inner()}, ${inner()})`;
      case 2:
        return `(${names[0]} < ${inner()} ? ${inner()} : ${inner()})`;
      default:
        return `(${inner()} ${this.pick(['+', '-', '*', '/', '%'])} ${inner()})`;
    }
  }
}

/** Arguments for `f` that fit programs of the style. */
export function generateArguments(seed: number, style: Style): [number, number, number[], Float64Array, Int32Array, Uint8Array] {
  const next = randomNumbers(seed ^ 0x5bd1e995);
  const special = [0, -0, 1, -1, 2, 3, 5, 0.5, -7.25, 2147483647, -2147483648, 4294967295, 1e10, NaN, Infinity, 1e-310];
  const value = (): number => {
    const kind = next();
    if (kind < 0.4) return Math.floor(next() * 20) - 5;
    return kind < 0.7 ? special[Math.floor(next() * special.length)]! : (next() - 0.5) * 100;
  };
  const scalar = (most: number) => (style === 'parallel' ? Math.floor(next() * (most + 1)) : value());
  return [
    scalar(3),
    scalar(8),
    Array.from({ length: ARRAY_LENGTH }, value),
    Float64Array.from({ length: ARRAY_LENGTH }, value),
    Int32Array.from({ length: ARRAY_LENGTH }, value),
    Uint8Array.from({ length: ARRAY_LENGTH }, value),
  ];
}
