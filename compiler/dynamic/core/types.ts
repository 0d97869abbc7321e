/**
 * Core: JavaScript reduced to what it is made of. Scopes are resolved, patterns, classes, generators, spread, optional chains and
 * loops over iterators are taken apart; what remains evaluates from left to right and means what ECMAScript says it means.
 * Nothing here knows TypeScript's types: a value is whatever it is at run time.
 *
 * A program is plain data: it crosses to the build worker by structured clone.
 */
import type { Span } from '../../ir/types.js';
import type { WELL_KNOWN_SYMBOLS } from './intrinsics/values.js';

/** Unique in the program, made for people to read: `sum`, `sum.inner`, `Array$prototype$map`. */
export type FunctionId = string & { readonly brand?: 'core function' };
/** Unique in the program. */
export type VariableId = number & { readonly brand?: 'core variable' };
/** Unique in the function. */
export type Label = number & { readonly brand?: 'core label' };

export interface CoreProgram {
  /** All that can be reached from `entry` and `initialise`, self-hosted built-ins included. */
  readonly functions: ReadonlyMap<FunctionId, CoreFunction>;
  /** Variables of the modules' top levels, which all functions share. */
  readonly globals: ReadonlyMap<VariableId, Variable>;
  /** Runs the modules' top-level code in order of evaluation. No parameters. */
  readonly initialise: FunctionId;
  /** The function that the user named. */
  readonly entry: FunctionId;
  /** Built-in objects used as values, such as `Map` in `x instanceof Map`, and their properties that the program may reach. */
  readonly builtins: readonly BuiltinObject[];
  /** Texts of the files, by the name that spans have: messages of failing operations quote them. */
  readonly sources?: ReadonlyMap<string, string>;
}

/** A built-in object, and which of its properties are there; the others can't be reached by this program. */
export interface BuiltinObject {
  /** `Array`, `Array.prototype`, `Math`, `RangeError.prototype`. */
  readonly name: string;
  readonly properties: readonly BuiltinProperty[];
  /** What `name(...)` calls and `new name(...)` constructs, if the program may. */
  readonly call?: FunctionId;
  readonly construct?: FunctionId;
}

export type BuiltinProperty =
  | { readonly kind: 'function'; readonly key: PropertyKey; readonly function: FunctionId }
  | { readonly kind: 'getter'; readonly key: PropertyKey; readonly function: FunctionId }
  | { readonly kind: 'setter'; readonly key: PropertyKey; readonly function: FunctionId }
  /** Another built-in object: `constructor` of prototypes. */
  | { readonly kind: 'object'; readonly key: PropertyKey; readonly object: string }
  | { readonly kind: 'constant'; readonly key: PropertyKey; readonly value: number | string };

/** Well-known symbols are the only ones that a program can't make itself. */
export type PropertyKey = string | { readonly symbol: WellKnownSymbol };
export type WellKnownSymbol = (typeof WELL_KNOWN_SYMBOLS)[number];

export interface CoreFunction {
  readonly id: FunctionId;
  /** `name` as JavaScript sees it. */
  readonly name: string;
  /** `length` as JavaScript sees it: parameters before the first with a default. */
  readonly length: number;
  /** Plain variables: patterns and defaults are code at the start of the body. Missing arguments are undefined. */
  readonly parameters: readonly VariableId[];
  /** Gets an array of the arguments behind the parameters. */
  readonly rest?: VariableId;
  /**
   * `normal` functions have their own `this` and can be constructed; `method`s have their own `this` and can not; `arrow`s have none: they
   * capture `this` as a variable. `constructor`s of classes can only be constructed; `derived` ones have a super class.
   */
  readonly kind: 'normal' | 'method' | 'arrow' | 'constructor' | 'derived';
  /** Whether it reads `this`. */
  readonly usesThis: boolean;
  /** The variables declared in it, parameters included. */
  readonly variables: ReadonlyMap<VariableId, Variable>;
  /** Variables of functions around it that it or functions inside of it use; never globals. */
  readonly captures: readonly VariableId[];
  readonly body: readonly Statement[];
  readonly span: Span;
  /** Part of Shoal itself: not shown in messages about the user's code. */
  readonly isBuiltin: boolean;
}

export interface Variable {
  readonly id: VariableId;
  readonly name: string;
  /** Whether functions inside of its function use it. */
  readonly isCaptured: boolean;
  /** Whether it is assigned after its declaration. A captured one that is not can be copied into the closure. */
  readonly isReassigned: boolean;
  /** Whether it might be read before its declaration has run: every read then has `checked`. */
  readonly hasDeadZone: boolean;
}

export type Statement = { readonly span: Span } & StatementKind;

type StatementKind =
  | { readonly kind: 'expression'; readonly value: Expression }
  /** The variable comes to life, anew each time this runs: in loops closures capture different ones. */
  | { readonly kind: 'let'; readonly variable: VariableId; readonly value: Expression }
  | {
      readonly kind: 'if';
      readonly test: Expression;
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  /**
   * `while (test) { body; update }`: `continue` to `label` goes on with the update, `break` to `label` ends the loop. Without `test` it is
   * endless. `testsLast`: do-while.
   */
  | {
      readonly kind: 'loop';
      readonly label: Label;
      readonly test?: Expression;
      readonly testsLast?: true;
      readonly update: readonly Statement[];
      readonly body: readonly Statement[];
    }
  /** Statements that `break` to the label leaves. */
  | { readonly kind: 'block'; readonly label: Label; readonly body: readonly Statement[] }
  | { readonly kind: 'break'; readonly label: Label }
  | { readonly kind: 'continue'; readonly label: Label }
  /**
   * Of integers in [0, cases.length): jumps to that case, and to `otherwise` for anything else; cases do not fall through.
   * For the state machines of generators and for dense switches.
   */
  | {
      readonly kind: 'jump';
      readonly on: Expression;
      readonly cases: readonly (readonly Statement[])[];
      readonly otherwise: readonly Statement[];
    }
  | { readonly kind: 'return'; readonly value: Expression }
  | { readonly kind: 'throw'; readonly value: Expression }
  /** At least one of `handler` and `finalizer` is there. */
  | {
      readonly kind: 'try';
      readonly body: readonly Statement[];
      readonly handler?: { readonly variable: VariableId; readonly body: readonly Statement[] };
      readonly finalizer?: readonly Statement[];
    };

export type UnaryOperator = '-' | '+' | '!' | '~' | 'typeof' | '++' | '--';

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '**'
  | '&'
  | '|'
  | '^'
  | '<<'
  | '>>'
  | '>>>'
  | '==='
  | '!=='
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'instanceof';

export type Expression = { readonly span: Span } & ExpressionKind;

type ExpressionKind =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'undefined' }
  | { readonly kind: 'null' }
  /** Decimal digits, perhaps with a sign. */
  | { readonly kind: 'bigint'; readonly value: string }
  /** A built-in object such as `Math` or `Array.prototype`; listed in the program's `builtins`. */
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'symbol'; readonly name: WellKnownSymbol }
  /** `checked`: throws a ReferenceError when the declaration has not run. */
  | { readonly kind: 'get'; readonly variable: VariableId; readonly checked?: true }
  /** Gives the value. */
  | { readonly kind: 'set'; readonly variable: VariableId; readonly value: Expression; readonly checked?: true }
  | { readonly kind: 'this' }
  /** The constructor that `new` was applied to; only in functions that can be constructed. undefined in plain calls. */
  | { readonly kind: 'newTarget' }
  /** `++` and `--` give a number (or bigint) one more or less than the operand: `i++` is taken apart. */
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'logical'; readonly operator: '&&' | '||' | '??'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'conditional'; readonly test: Expression; readonly then: Expression; readonly otherwise: Expression }
  /** Statements in front of a value; they may not `return`, `break` or `continue` out of the expression. */
  | { readonly kind: 'block'; readonly body: readonly Statement[]; readonly value: Expression }
  /** `object.key`. */
  | { readonly kind: 'property'; readonly object: Expression; readonly key: string }
  /** `object[key]`. */
  | { readonly kind: 'element'; readonly object: Expression; readonly key: Expression }
  /** `object.key = value`; gives the value. */
  | { readonly kind: 'setProperty'; readonly object: Expression; readonly key: string; readonly value: Expression }
  | { readonly kind: 'setElement'; readonly object: Expression; readonly key: Expression; readonly value: Expression }
  | { readonly kind: 'delete'; readonly object: Expression; readonly key: Expression }
  /** `callee(...)` with this value, or undefined. */
  | { readonly kind: 'call'; readonly callee: Expression; readonly this?: Expression; readonly arguments: readonly Expression[] }
  /** `object.key(...)`. */
  | { readonly kind: 'callMethod'; readonly object: Expression; readonly key: string; readonly arguments: readonly Expression[] }
  /** `object[key](...)`. */
  | {
      readonly kind: 'callElement';
      readonly object: Expression;
      readonly key: Expression;
      readonly arguments: readonly Expression[];
    }
  /** As `call`, with the arguments in an array that nothing else can see. */
  | { readonly kind: 'callSpread'; readonly callee: Expression; readonly this?: Expression; readonly arguments: Expression }
  | { readonly kind: 'new'; readonly callee: Expression; readonly arguments: readonly Expression[] }
  | { readonly kind: 'newSpread'; readonly callee: Expression; readonly arguments: Expression }
  /** `super(...)`: runs the constructor `callee` on the `this` that exists already. */
  | { readonly kind: 'callSuper'; readonly callee: Expression; readonly arguments: Expression[] }
  | { readonly kind: 'callSuperSpread'; readonly callee: Expression; readonly arguments: Expression }
  /** A self-hosted function, by its name, called without a closure: `Array$prototype$map` with `this`. */
  | {
      readonly kind: 'callBuiltin';
      readonly function: FunctionId;
      readonly this?: Expression;
      readonly arguments: readonly Expression[];
    }
  /** A function of the run-time library: see core/intrinsics.ts. */
  | { readonly kind: 'intrinsic'; readonly name: string; readonly arguments: readonly Expression[] }
  /** A new closure. */
  | { readonly kind: 'function'; readonly function: FunctionId }
  /** Plain properties only, each key once, none of them an integer or `__proto__`; everything else is set one by one afterwards. */
  | { readonly kind: 'object'; readonly properties: readonly { readonly key: string; readonly value: Expression }[] }
  /** Without holes and spread. */
  | { readonly kind: 'array'; readonly elements: readonly Expression[] }
  /**
   * A class: the constructor's closure, with its prototype made and linked to the super class's. Methods and accessors are defined on it one
   * by one with intrinsics.
   */
  | { readonly kind: 'class'; readonly constructor: FunctionId; readonly superClass?: Expression };
