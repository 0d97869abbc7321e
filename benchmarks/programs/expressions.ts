/** Tokenises, parses and evaluates formulas: a discriminated union, recursion, strings. */
type Node =
  | { kind: 'number'; value: number }
  | { kind: 'variable'; name: string }
  | { kind: 'binary'; operator: string; left: Node; right: Node };

const PRECEDENCE: Record<string, number> = { '+': 1, '-': 1, '*': 2, '/': 2 };

class Parser {
  private position = 0;
  constructor(private readonly tokens: string[]) {}

  parse(minimum = 0): Node {
    let left = this.primary();
    for (;;) {
      const operator = this.tokens[this.position];
      const precedence = operator === undefined ? undefined : PRECEDENCE[operator];
      if (precedence === undefined || precedence <= minimum) return left;
      this.position++;
      left = { kind: 'binary', operator: operator!, left, right: this.parse(precedence) };
    }
  }

  private primary(): Node {
    const token = this.tokens[this.position++];
    if (token === undefined) throw new SyntaxError('unexpected end');
    if (token === '(') {
      const inner = this.parse();
      if (this.tokens[this.position++] !== ')') throw new SyntaxError('missing )');
      return inner;
    }
    const value = Number(token);
    return Number.isNaN(value) ? { kind: 'variable', name: token } : { kind: 'number', value };
  }
}

function tokenise(text: string): string[] {
  const tokens: string[] = [];
  for (let i = 0; i < text.length; ) {
    const c = text[i]!;
    if (c === ' ') i++;
    else if ('+-*/()'.includes(c)) {
      tokens.push(c);
      i++;
    } else {
      let end = i;
      while (end < text.length && !' +-*/()'.includes(text[end]!)) end++;
      tokens.push(text.slice(i, end));
      i = end;
    }
  }
  return tokens;
}

function evaluate(node: Node, scope: Record<string, number>): number {
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'variable':
      return scope[node.name] ?? 0;
    case 'binary': {
      const left = evaluate(node.left, scope);
      const right = evaluate(node.right, scope);
      if (node.operator === '+') return left + right;
      if (node.operator === '-') return left - right;
      return node.operator === '*' ? left * right : left / right;
    }
  }
}

export function formulas(texts: string[], rounds: number): number {
  const trees = texts.map((text) => new Parser(tokenise(text)).parse());
  let sum = 0;
  for (let k = 0; k < rounds; k++) {
    for (const tree of trees) sum += evaluate(tree, { x: k, y: k / 2, rate: 0.25 });
  }
  return sum;
}
