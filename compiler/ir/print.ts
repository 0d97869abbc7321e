/** The IR as text, close to the source, for people and for tests. Variables are printed as `name#id`. */
import type { Expression, IrFunction, IrProgram, Statement, Type, Variable, VariableId } from './types.js';

export function print(program: IrProgram): string {
  const globals = new Map(program.globals.map((global) => [global.variable.id, global.variable]));
  const parts = program.globals.map(
    ({ variable, value }) => `const ${variable.name}#${variable.id}: ${printType(variable.type)} = ${printExpression(value)}`,
  );
  for (const fn of program.functions.values()) parts.push(printFunction(fn, globals, fn.id === program.entry));
  return `${parts.join('\n\n')}\n`;
}

export function printType(type: Type): string {
  switch (type.kind) {
    case 'typed':
      return `typed<${type.element}>`;
    case 'array':
      return `${printType(type.element)}[]`;
    case 'tuple':
      return `[${type.elements.map(printType).join(', ')}]`;
    case 'object':
      return `{${type.fields.map((field) => `${field.name}: ${printType(field.type)}`).join(', ')}}`;
    default:
      return type.kind;
  }
}

type Names = ReadonlyMap<VariableId, Variable>;

export function printFunction(fn: IrFunction, globals: Names = new Map(), isEntry = false): string {
  const names: Names = new Map([...globals, ...fn.variables]);
  const parameters = fn.parameters.map((id) => `${nameOf(id, names)}: ${printType(fn.variables.get(id)!.type)}`);
  const head = `${isEntry ? 'entry ' : ''}function ${fn.id}(${parameters.join(', ')}): ${printType(fn.returns)} {`;
  return [head, ...printStatements(fn.body, names, '  '), '}'].join('\n');
}

export function printStatements(statements: readonly Statement[], names: Names, indent = ''): string[] {
  return statements.flatMap((statement) => printStatement(statement, names, indent));
}

function printStatement(statement: Statement, names: Names, indent: string): string[] {
  const text = (expression: Expression) => printExpression(expression, names);
  const deeper = `${indent}  `;
  switch (statement.kind) {
    case 'let': {
      const variable = names.get(statement.variable);
      const word = variable?.mutable ? 'let' : 'const';
      return [`${indent}${word} ${nameOf(statement.variable, names)} = ${text(statement.value)}`];
    }
    case 'assign':
      return [`${indent}${nameOf(statement.variable, names)} = ${text(statement.value)}`];
    case 'store':
      return [`${indent}${text(statement.array)}[${text(statement.index)}] = ${text(statement.value)}`];
    case 'expression':
      return [`${indent}${text(statement.value)}`];
    case 'if': {
      const lines = [`${indent}if ${text(statement.test)} {`, ...printStatements(statement.then, names, deeper)];
      if (statement.otherwise.length > 0) lines.push(`${indent}} else {`, ...printStatements(statement.otherwise, names, deeper));
      return [...lines, `${indent}}`];
    }
    case 'loop': {
      const part = (name: string, list: readonly Statement[]) =>
        list.length === 0 ? [] : [`${indent}${name}:`, ...printStatements(list, names, deeper)];
      return [
        `${indent}loop ${statement.id} while ${text(statement.test)} {`,
        ...part('init', statement.init),
        ...part('update', statement.update),
        ...part('body', statement.body),
        `${indent}}`,
      ];
    }
    case 'break':
    case 'continue':
      return [`${indent}${statement.kind} ${statement.loop}`];
    case 'return':
      return [`${indent}return${statement.value ? ` ${text(statement.value)}` : ''}`];
    case 'throw':
      return [`${indent}throw ${JSON.stringify(statement.message)}`];
    case 'barrier':
      return [`${indent}barrier`];
  }
}

export function printExpression(expression: Expression, names: Names = new Map()): string {
  const text = (inner: Expression): string => printExpression(inner, names);
  const list = (all: readonly Expression[]): string => all.map(text).join(', ');
  switch (expression.kind) {
    case 'number':
      return Object.is(expression.value, -0) ? '-0' : String(expression.value);
    case 'boolean':
      return String(expression.value);
    case 'string':
      return JSON.stringify(expression.value);
    case 'variable':
      return nameOf(expression.id, names);
    case 'unary':
      // `-(-x)` must not be read as a decrement.
      return expression.operand.kind === 'unary' || (expression.operand.kind === 'number' && expression.operand.value < 0)
        ? `${expression.operator}(${text(expression.operand)})`
        : `${expression.operator}${text(expression.operand)}`;
    case 'binary':
    case 'logical':
      return `(${text(expression.left)} ${expression.operator} ${text(expression.right)})`;
    case 'conditional':
      return `(${text(expression.test)} ? ${text(expression.then)} : ${text(expression.otherwise)})`;
    case 'math':
      return `${expression.name}(${list(expression.arguments)})`;
    case 'call':
      return `${expression.callee}(${list(expression.arguments)})`;
    case 'load':
      return `${text(expression.array)}[${text(expression.index)}]`;
    case 'length':
      return `${text(expression.of)}.length`;
    case 'charCode':
      return `${text(expression.text)}.charCodeAt(${text(expression.index)})`;
    case 'newArray':
      return `new ${printType(expression.type)}(${list(expression.fill ? [expression.length, expression.fill] : [expression.length])})`;
    case 'arrayLiteral':
      return `${expression.type.kind === 'typed' ? printType(expression.type) : ''}[${list(expression.elements)}]`;
    case 'record': {
      const { type } = expression;
      if (type.kind !== 'object') return `(${list(expression.values)})`;
      return `{${expression.values.map((value, k) => `${type.fields[k]!.name}: ${text(value)}`).join(', ')}}`;
    }
    case 'field': {
      const { type } = expression.record;
      const name = type.kind === 'object' ? type.fields[expression.index]!.name : expression.index;
      return `${text(expression.record)}.${name}`;
    }
    case 'intrinsic':
      return `${text(expression.receiver)}.${expression.name}(${list(expression.arguments)})`;
  }
}

function nameOf(id: VariableId, names: Names): string {
  return `${names.get(id)?.name ?? ''}#${id}`;
}
