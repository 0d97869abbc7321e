/** Core as text that reads like JavaScript, for tests and for people. */
import type { CoreFunction, CoreProgram, Expression, Statement, VariableId } from './types.js';

export function printProgram(program: CoreProgram, options: { readonly builtins?: boolean } = {}): string {
  const names = (id: VariableId): string => `${program.globals.get(id)?.name ?? 'variable'}$${id}`;
  const shown = [...program.functions.values()].filter((one) => options.builtins || !one.isBuiltin);
  return shown.map((one) => printFunction(one, names)).join('\n');
}

export function printFunction(one: CoreFunction, globalName: (id: VariableId) => string = (id) => `variable$${id}`): string {
  return new Printer(one, globalName).print();
}

class Printer {
  constructor(
    private readonly one: CoreFunction,
    private readonly globalName: (id: VariableId) => string,
  ) {}

  print(): string {
    const { one } = this;
    const parameters = [
      ...one.parameters.map((id) => this.name(id)),
      ...(one.rest === undefined ? [] : [`...${this.name(one.rest)}`]),
    ];
    const captures = one.captures.length === 0 ? '' : ` [${one.captures.map((id) => this.name(id)).join(', ')}]`;
    return `${one.kind} ${one.id}(${parameters.join(', ')})${captures} {\n${this.list(one.body, '  ')}}\n`;
  }

  private name(id: VariableId): string {
    const variable = this.one.variables.get(id);
    return variable ? `${variable.name}$${id}` : this.globalName(id);
  }

  private list(statements: readonly Statement[], indent: string): string {
    return statements.map((statement) => this.statement(statement, indent)).join('');
  }

  private block(statements: readonly Statement[], indent: string): string {
    return statements.length === 0 ? '{}' : `{\n${this.list(statements, `${indent}  `)}${indent}}`;
  }

  private statement(statement: Statement, indent: string): string {
    const line = (text: string) => `${indent}${text}\n`;
    const value = (expression: Expression) => this.expression(expression, indent);
    switch (statement.kind) {
      case 'expression':
        return line(`${value(statement.value)};`);
      case 'let':
        return line(`let ${this.name(statement.variable)} = ${value(statement.value)};`);
      case 'if': {
        const otherwise = statement.otherwise.length === 0 ? '' : ` else ${this.block(statement.otherwise, indent)}`;
        return line(`if (${value(statement.test)}) ${this.block(statement.then, indent)}${otherwise}`);
      }
      case 'loop': {
        const test = statement.test ? ` ${statement.testsLast ? 'until not' : 'while'} (${value(statement.test)})` : '';
        const update = statement.update.length === 0 ? '' : ` update ${this.block(statement.update, indent)}`;
        return line(`L${statement.label}: loop${test} ${this.block(statement.body, indent)}${update}`);
      }
      case 'block':
        return line(`L${statement.label}: ${this.block(statement.body, indent)}`);
      case 'break':
      case 'continue':
        return line(`${statement.kind} L${statement.label};`);
      case 'jump': {
        const cases = statement.cases.map((one, index) => `${indent}  ${index}: ${this.block(one, `${indent}  `)}\n`);
        return line(
          `jump (${value(statement.on)}) {\n${cases.join('')}${indent}  else: ${this.block(statement.otherwise, `${indent}  `)}\n${indent}}`,
        );
      }
      case 'return':
      case 'throw':
        return line(`${statement.kind} ${value(statement.value)};`);
      case 'try': {
        const handler = statement.handler
          ? ` catch (${this.name(statement.handler.variable)}) ${this.block(statement.handler.body, indent)}`
          : '';
        const finalizer = statement.finalizer ? ` finally ${this.block(statement.finalizer, indent)}` : '';
        return line(`try ${this.block(statement.body, indent)}${handler}${finalizer}`);
      }
    }
  }

  private expression(expression: Expression, indent: string): string {
    const of = (one: Expression) => this.expression(one, indent);
    const all = (list: readonly Expression[]) => list.map(of).join(', ');
    switch (expression.kind) {
      case 'number':
        return Object.is(expression.value, -0) ? '-0' : String(expression.value);
      case 'string':
        return JSON.stringify(expression.value);
      case 'boolean':
        return String(expression.value);
      case 'undefined':
      case 'null':
      case 'this':
        return expression.kind;
      case 'newTarget':
        return 'new.target';
      case 'bigint':
        return `${expression.value}n`;
      case 'builtin':
        return `%${expression.name}`;
      case 'symbol':
        return `@@${expression.name}`;
      case 'get':
        return `${this.name(expression.variable)}${expression.checked ? '!' : ''}`;
      case 'set':
        return `(${this.name(expression.variable)}${expression.checked ? '!' : ''} = ${of(expression.value)})`;
      case 'unary':
        return `(${expression.operator}${expression.operator === 'typeof' ? ' ' : ''}${of(expression.operand)})`;
      case 'binary':
      case 'logical':
        return `(${of(expression.left)} ${expression.operator} ${of(expression.right)})`;
      case 'conditional':
        return `(${of(expression.test)} ? ${of(expression.then)} : ${of(expression.otherwise)})`;
      case 'block':
        return `do {\n${this.list(expression.body, `${indent}  `)}${indent}  => ${this.expression(expression.value, `${indent}  `)} }`;
      case 'property':
        return `${of(expression.object)}.${key(expression.key)}`;
      case 'element':
        return `${of(expression.object)}[${of(expression.key)}]`;
      case 'setProperty':
        return `(${of(expression.object)}.${key(expression.key)} = ${of(expression.value)})`;
      case 'setElement':
        return `(${of(expression.object)}[${of(expression.key)}] = ${of(expression.value)})`;
      case 'delete':
        return `(delete ${of(expression.object)}[${of(expression.key)}])`;
      case 'call':
        return `${of(expression.callee)}${expression.this ? `.<${of(expression.this)}>` : ''}(${all(expression.arguments)})`;
      case 'callMethod':
        return `${of(expression.object)}.${key(expression.key)}(${all(expression.arguments)})`;
      case 'callElement':
        return `${of(expression.object)}[${of(expression.key)}](${all(expression.arguments)})`;
      case 'callSpread':
        return `${of(expression.callee)}${expression.this ? `.<${of(expression.this)}>` : ''}(...${of(expression.arguments)})`;
      case 'new':
        return `new ${of(expression.callee)}(${all(expression.arguments)})`;
      case 'newSpread':
        return `new ${of(expression.callee)}(...${of(expression.arguments)})`;
      case 'callSuper':
        return `super<${of(expression.callee)}>(${all(expression.arguments)})`;
      case 'callSuperSpread':
        return `super<${of(expression.callee)}>(...${of(expression.arguments)})`;
      case 'callBuiltin':
        return `${expression.function}${expression.this ? `.<${of(expression.this)}>` : ''}(${all(expression.arguments)})`;
      case 'intrinsic':
        return `$${expression.name}(${all(expression.arguments)})`;
      case 'function':
        return `&${expression.function}`;
      case 'object':
        return `{${expression.properties.map((one) => ` ${key(one.key)}: ${of(one.value)}`).join(',')} }`;
      case 'array':
        return `[${all(expression.elements)}]`;
      case 'class':
        return `class<${expression.constructor as string}>${expression.superClass ? ` extends ${of(expression.superClass)}` : ''}`;
    }
  }
}

const key = (text: string): string => (/^[\p{L}_$][\p{L}\d_$]*$/u.test(text) ? text : JSON.stringify(text));
