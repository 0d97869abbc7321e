/** A tokenizer, a parser by precedence, and evaluators. */

type Token =
  | { type: 'number'; value: number; at: number }
  | { type: 'name'; value: string; at: number }
  | { type: 'operator'; value: string; at: number };

class ParseError extends SyntaxError {
  constructor(message: string, public readonly position: number) {
    super(`${message} at position ${position}`);
    this.name = 'ParseError';
  }
}

function* tokenize(source: string): Generator<Token, void, undefined> {
  let i = 0;
  while (i < source.length) {
    const c = source[i];
    if (c === ' ' || c === '\t') {
      i++;
    } else if ((c >= '0' && c <= '9') || c === '.') {
      const start = i;
      while (i < source.length && ((source[i] >= '0' && source[i] <= '9') || source[i] === '.' || source[i] === 'e')) i++;
      const text = source.slice(start, i);
      const value = Number(text);
      if (isNaN(value)) throw new ParseError(`bad number "${text}"`, start);
      yield { type: 'number', value, at: start };
    } else if (c.toLowerCase() !== c.toUpperCase() || c === '_') {
      const start = i;
      while (i < source.length && (source[i].toLowerCase() !== source[i].toUpperCase() || source[i] === '_')) i++;
      yield { type: 'name', value: source.slice(start, i), at: start };
    } else if ('+-*/^(),%'.includes(c)) {
      yield { type: 'operator', value: c, at: i++ };
    } else {
      throw new ParseError(`unexpected '${c}'`, i);
    }
  }
}

export function tokens(source: string): Token[] {
  return [...tokenize(source)];
}

type Node =
  | { kind: 'literal'; value: number }
  | { kind: 'variable'; name: string }
  | { kind: 'unary'; op: string; operand: Node }
  | { kind: 'binary'; op: string; left: Node; right: Node }
  | { kind: 'call'; callee: string; args: Node[] };

const PRECEDENCE: Record<string, number> = { '+': 1, '-': 1, '*': 2, '/': 2, '%': 2, '^': 4 };

class Parser {
  private readonly tokens: Token[];
  private position = 0;

  constructor(private readonly source: string) {
    this.tokens = Array.from(tokenize(source));
  }

  parse(): Node {
    const node = this.expression(0);
    const rest = this.peek();
    if (rest) throw new ParseError(`unexpected "${rest.value}"`, rest.at);
    return node;
  }

  private peek(): Token | undefined {
    return this.tokens[this.position];
  }

  private accept(value: string): boolean {
    if (this.peek()?.value !== value) return false;
    this.position++;
    return true;
  }

  private expect(value: string): void {
    if (!this.accept(value)) throw new ParseError(`expected "${value}"`, this.peek()?.at ?? this.source.length);
  }

  private expression(minimum: number): Node {
    let left = this.unary();
    for (;;) {
      const token = this.peek();
      if (token?.type !== 'operator') return left;
      const precedence = PRECEDENCE[token.value];
      if (precedence === undefined || precedence < minimum) return left;
      this.position++;
      const right = this.expression(token.value === '^' ? precedence : precedence + 1);
      left = { kind: 'binary', op: token.value, left, right };
    }
  }

  private unary(): Node {
    if (this.accept('-')) return { kind: 'unary', op: '-', operand: this.expression(3) };
    return this.primary();
  }

  private primary(): Node {
    const token = this.peek();
    if (!token) throw new ParseError('unexpected end', this.source.length);
    this.position++;
    switch (token.type) {
      case 'number':
        return { kind: 'literal', value: token.value };
      case 'name': {
        if (!this.accept('(')) return { kind: 'variable', name: token.value };
        const args: Node[] = [];
        if (!this.accept(')')) {
          do args.push(this.expression(0));
          while (this.accept(','));
          this.expect(')');
        }
        return { kind: 'call', callee: token.value, args };
      }
      default:
        if (token.value === '(') {
          const inner = this.expression(0);
          this.expect(')');
          return inner;
        }
        throw new ParseError(`unexpected "${token.value}"`, token.at);
    }
  }
}

const FUNCTIONS: Record<string, (...xs: number[]) => number> = {
  sqrt: Math.sqrt,
  max: (...xs) => Math.max(...xs),
  min: (...xs) => xs.reduce((a, b) => (a < b ? a : b), Infinity),
  sin: (x) => Math.sin(x),
  hypot(a, b = 0) {
    return Math.sqrt(a * a + b * b);
  },
};

function evaluateNode(node: Node, scope: Record<string, number>): number {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'variable':
      if (!Object.hasOwn(scope, node.name)) throw new ReferenceError(`${node.name} is not defined`);
      return scope[node.name];
    case 'unary':
      return -evaluateNode(node.operand, scope);
    case 'call': {
      const f = FUNCTIONS[node.callee];
      return f(...node.args.map((a) => evaluateNode(a, scope)));
    }
    case 'binary': {
      const l = evaluateNode(node.left, scope);
      const r = evaluateNode(node.right, scope);
      switch (node.op) {
        case '+': return l + r;
        case '-': return l - r;
        case '*': return l * r;
        case '/': return l / r;
        case '%': return l % r;
        default: return l ** r;
      }
    }
  }
}

export function evaluate(source: string, scope: Record<string, number> = { pi: Math.PI }): number {
  return evaluateNode(new Parser(source).parse(), scope);
}

export function parse(source: string): Node {
  return new Parser(source).parse();
}

/** Symbolic derivative, simplified a little, printed. */
export function derive(source: string, by: string): string {
  const literal = (value: number): Node => ({ kind: 'literal', value });
  const binary = (op: string, left: Node, right: Node): Node => {
    if (left.kind === 'literal' && right.kind === 'literal') return literal(evaluateNode({ kind: 'binary', op, left, right }, {}));
    if (op === '*' && [left, right].some((n) => n.kind === 'literal' && n.value === 0)) return literal(0);
    if (op === '*' && left.kind === 'literal' && left.value === 1) return right;
    if ((op === '*' || op === '^') && right.kind === 'literal' && right.value === 1) return left;
    if (op === '+' && left.kind === 'literal' && left.value === 0) return right;
    if ((op === '+' || op === '-') && right.kind === 'literal' && right.value === 0) return left;
    return { kind: 'binary', op, left, right };
  };
  const d = (n: Node): Node => {
    if (n.kind === 'literal') return literal(0);
    if (n.kind === 'variable') return literal(n.name === by ? 1 : 0);
    if (n.kind === 'unary') return binary('*', literal(-1), d(n.operand));
    if (n.kind === 'call') throw new Error(`cannot derive ${n.callee}()`);
    const { op, left, right } = n;
    if (op === '+' || op === '-') return binary(op, d(left), d(right));
    if (op === '*') return binary('+', binary('*', d(left), right), binary('*', left, d(right)));
    if (op === '/') return binary('/', binary('-', binary('*', d(left), right), binary('*', left, d(right))), binary('^', right, literal(2)));
    if (op === '^' && right.kind === 'literal') return binary('*', binary('*', right, binary('^', left, literal(right.value - 1))), d(left));
    throw new Error(`cannot derive ${op}`);
  };
  const print = (n: Node): string =>
    n.kind === 'literal' ? `${n.value}` : n.kind === 'variable' ? n.name : n.kind === 'unary' ? `(-${print(n.operand)})` : n.kind === 'call' ? `${n.callee}(${n.args.map(print).join(', ')})` : `(${print(n.left)} ${n.op} ${print(n.right)})`;
  return print(d(parse(source)));
}

/** Reverse Polish, with a dispatch table of closures. */
export function rpn(program: string): number[] {
  const stack: number[] = [];
  const pop = (): number => {
    const v = stack.pop();
    if (v === undefined) throw new RangeError('stack underflow');
    return v;
  };
  const words: Record<string, () => void> = {
    '+': () => stack.push(pop() + pop()),
    '*': () => stack.push(pop() * pop()),
    '-': () => {
      const b = pop();
      stack.push(pop() - b);
    },
    dup: () => {
      const x = pop();
      stack.push(x, x);
    },
    swap: () => {
      const [b, a] = [pop(), pop()];
      stack.push(b, a);
    },
  };
  for (const word of program.split(' ')) {
    if (word in words) words[word]();
    else if (word !== '') stack.push(parseFloat(word));
  }
  return stack;
}
