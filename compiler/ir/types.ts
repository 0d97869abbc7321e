/**
 * The typed intermediate representation: a structured tree, close to the source, with every name resolved,
 * every expression typed and every side effect in a statement of its own.
 *
 * Invariants the frontend establishes and `verify` checks:
 * - An expression has no effect but those of the calls in it; assignments and increments are statements.
 * - Operands are evaluated from left to right; where a later operand's effect could change an earlier one, the
 *   frontend has put the earlier one into a temporary.
 * - Each variable belongs to one function and is declared by exactly one `let` (or is a parameter or a global).
 */

/** A place in the source, for diagnostics. Lines and columns count from 1. */
export interface Span {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Offsets into the file's text, in UTF-16 code units, `end` exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Elements of JavaScript's typed arrays. `u8c` is Uint8ClampedArray. */
export type ElementKind = 'i8' | 'u8' | 'u8c' | 'i16' | 'u16' | 'i32' | 'u32' | 'f32' | 'f64';

export type Type =
  | { readonly kind: 'number' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'string' }
  | { readonly kind: 'void' }
  /** A fixed-length typed array, such as Float64Array. */
  | { readonly kind: 'typed'; readonly element: ElementKind }
  /** A growable JavaScript array without holes. */
  | { readonly kind: 'array'; readonly element: Type }
  | { readonly kind: 'tuple'; readonly elements: readonly Type[] }
  | { readonly kind: 'object'; readonly fields: readonly Field[] };

/** A field of an object of fixed shape, in declaration order. */
export interface Field {
  readonly name: string;
  readonly type: Type;
}

declare const brand: unique symbol;
export type VariableId = number & { readonly [brand]: 'VariableId' };
export type FunctionId = string & { readonly [brand]: 'FunctionId' };
export type LoopId = number & { readonly [brand]: 'LoopId' };

export interface Variable {
  readonly id: VariableId;
  /** The source's name; the frontend's temporaries start with `$`. */
  readonly name: string;
  readonly type: Type;
  /** False when nothing assigns it after its declaration. */
  readonly mutable: boolean;
  readonly span: Span;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '**';
export type BitwiseOperator = '&' | '|' | '^' | '<<' | '>>' | '>>>';
export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '===' | '!==';

interface ExpressionBase {
  readonly type: Type;
  readonly span: Span;
}

export type Expression = ExpressionBase &
  (
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'variable'; readonly id: VariableId }
    | { readonly kind: 'unary'; readonly operator: '-' | '+' | '!' | '~'; readonly operand: Expression }
    /** Numbers with arithmetic and bitwise operators; numbers, booleans or strings with comparisons. */
    | {
        readonly kind: 'binary';
        readonly operator: ArithmeticOperator | BitwiseOperator | ComparisonOperator;
        readonly left: Expression;
        readonly right: Expression;
      }
    /** Short-circuit operators on booleans. */
    | { readonly kind: 'logical'; readonly operator: '&&' | '||'; readonly left: Expression; readonly right: Expression }
    | { readonly kind: 'conditional'; readonly test: Expression; readonly then: Expression; readonly otherwise: Expression }
    /** A function or constant-time predicate of the host, by its JavaScript name: `Math.sin`, `Number.isInteger`, ... */
    | { readonly kind: 'math'; readonly name: string; readonly arguments: readonly Expression[] }
    | { readonly kind: 'call'; readonly callee: FunctionId; readonly arguments: readonly Expression[] }
    /** `array[index]` on a typed array or an array. Out of bounds is a trap. */
    | { readonly kind: 'load'; readonly array: Expression; readonly index: Expression }
    /** `length` of a typed array, an array or a string. */
    | { readonly kind: 'length'; readonly of: Expression }
    /** `text.charCodeAt(index)`: NaN out of bounds, as in JavaScript. */
    | { readonly kind: 'charCode'; readonly text: Expression; readonly index: Expression }
    /** A zeroed typed array of `length` elements; a growable array of `length` elements that all hold `fill`. */
    | { readonly kind: 'newArray'; readonly length: Expression; readonly fill?: Expression }
    /** `[a, b, c]` as array or typed array. */
    | { readonly kind: 'arrayLiteral'; readonly elements: readonly Expression[] }
    /** A tuple or an object of fixed shape; `values` stand in the order of the type's elements or fields. */
    | { readonly kind: 'record'; readonly values: readonly Expression[] }
    /** Element or field number `index` of a tuple or an object. */
    | { readonly kind: 'field'; readonly record: Expression; readonly index: number }
    | {
        readonly kind: 'intrinsic';
        readonly name: IntrinsicName;
        readonly receiver: Expression;
        readonly arguments: readonly Expression[];
      }
  );

/**
 * Methods with effects or a new array as result. JavaScript's argument meaning (negative and missing indices).
 * push(v) -> new length; pop() -> last element (a trap when empty); fill(v, from?, to?) -> the receiver;
 * slice(from?, to?) -> a new array of the same type; set(source, offset?) on typed arrays -> void.
 */
export type IntrinsicName = 'push' | 'pop' | 'fill' | 'slice' | 'set';

/** What a comment with `@shoal` before a loop asks for: never to be a block of its own; or to be refused unless it is proven parallel. */
export type LoopHint = 'sequential' | 'parallel';

interface StatementBase {
  readonly span: Span;
}

export type Statement = StatementBase &
  (
    | { readonly kind: 'let'; readonly variable: VariableId; readonly value: Expression }
    | { readonly kind: 'assign'; readonly variable: VariableId; readonly value: Expression }
    /** `array[index] = value`; evaluated in the order array, index, value. Out of bounds is a trap. */
    | { readonly kind: 'store'; readonly array: Expression; readonly index: Expression; readonly value: Expression }
    /** An expression evaluated for its effects. */
    | { readonly kind: 'expression'; readonly value: Expression }
    | {
        readonly kind: 'if';
        readonly test: Expression;
        readonly then: readonly Statement[];
        readonly otherwise: readonly Statement[];
      }
    /**
     * init; while (test) { body; update }. `continue` goes to `update`. A `while` has empty init and update.
     * Variables declared in `init` are visible in all parts.
     */
    | {
        readonly kind: 'loop';
        readonly id: LoopId;
        readonly init: readonly Statement[];
        readonly test: Expression;
        readonly update: readonly Statement[];
        readonly body: readonly Statement[];
        readonly hint?: LoopHint;
      }
    | { readonly kind: 'break'; readonly loop: LoopId }
    | { readonly kind: 'continue'; readonly loop: LoopId }
    | { readonly kind: 'return'; readonly value?: Expression }
    /** `throw new Error(message)` with a constant message. */
    | { readonly kind: 'throw'; readonly message: string }
    /** In stepped blocks alone: waits until arrays hold what other shards have written. Any element may be another one behind it. */
    | { readonly kind: 'barrier' }
  );

export interface IrFunction {
  readonly id: FunctionId;
  readonly name: string;
  readonly parameters: readonly VariableId[];
  readonly returns: Type;
  /** Every variable the function owns, parameters included. */
  readonly variables: ReadonlyMap<VariableId, Variable>;
  readonly body: readonly Statement[];
  readonly span: Span;
}

/** A module-level `const` array or typed array of literals that nothing writes. Scalars have been folded away. */
export interface IrGlobal {
  readonly variable: Variable;
  readonly value: Expression;
}

/** The entry function with everything it reaches. Ids are unique in the whole program. */
export interface IrProgram {
  readonly entry: FunctionId;
  readonly functions: ReadonlyMap<FunctionId, IrFunction>;
  readonly globals: readonly IrGlobal[];
  /** Source text of each file, by the name its spans use, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
}
