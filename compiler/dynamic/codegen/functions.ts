/** A function of the program as two of the module: its code, and when it is used as a value, its entry with the uniform signature. */
import type { CoreFunction, FunctionId } from '../core/types.js';
import type { CallExpression } from '../inference/index.js';
import { CONSTRUCTING, REALM } from '../layout.js';
import { visit } from './core-facts.js';
import { compileCondition, compileExpression } from './expressions.js';
import { FunctionScope, type Recursion } from './function-scope.js';
import { bodyName, entryName, type ModuleScope, UNIFORM_ARGUMENTS } from './module-scope.js';
import { poll } from './safepoints.js';
import { compileStatements } from './statements.js';
import { wasmType } from './values.js';
import { declareParameter, enterVariables } from './variables.js';
import { I32, I64, NONE, type Ref } from './wasm.js';

const RECURSION: Recursion = { expression: compileExpression, condition: compileCondition, statements: compileStatements };

export function addBody(module: ModuleScope, id: FunctionId): void {
  const fn = module.function(id);
  const signature = module.signature(id);
  const types = module.parameterTypes(signature);
  const scope = new FunctionScope(module, fn, signature, types, RECURSION);
  const { wasm, values } = module;
  let next = 0;
  if (signature.closure) scope.closure = next++;
  if (signature.this) scope.thisLocal = next++;
  if (signature.newTarget) scope.newTarget = next++;
  const parts: Ref[] = [];
  const variables = [...fn.parameters, ...(fn.rest === undefined ? [] : [fn.rest])];
  for (const [k, variable] of variables.entries())
    parts.push(...declareParameter(scope, variable, next++, signature.parameters[k]!));
  parts.push(...enterVariables(scope));
  if (mayRecurse(module, fn)) parts.push(poll(scope));
  parts.push(scope.statements(fn.body));
  const result = wasmType(signature.result);
  // Falling off the end gives undefined; so does leaving with an exception, where nobody looks at it.
  parts.push(result === NONE ? wasm.module.return() : wasm.module.return(values.unbox(values.undefined(), signature.result)));
  const body = [wasm.module.block(scope.rootHandler, parts, NONE)];
  if (result !== NONE) body.push(values.unbox(values.undefined(), signature.result));
  wasm.module.addFunction(bodyName(id), module.types(types), result, [...scope.locals], wasm.module.block(null, body, result));
}

/** Whether calling it may lead to itself without any loop: then its entry is a safepoint. */
function mayRecurse({ inference }: ModuleScope, fn: CoreFunction): boolean {
  let calls = false;
  visit(fn.body, (node) => {
    if (calls || !CALLS.has(node.kind)) return;
    const { functions } = inference.calleesOf(node as CallExpression);
    calls = functions.length === 0 || functions.some((id) => inference.mayPause(id));
  });
  return calls;
}

const CALLS: ReadonlySet<string> = new Set([
  'call',
  'callMethod',
  'callElement',
  'callSpread',
  'new',
  'newSpread',
  'callSuper',
  'callSuperSpread',
  'callBuiltin',
]);

/** Parameters of an entry, by their places. */
const CLOSURE = 0;
const THIS = 1;
const COUNT = 2;
const FIRST = 3;

export function addEntry(module: ModuleScope, id: FunctionId): void {
  const fn = module.function(id);
  const { wasm, values } = module;
  const locals = [I32];
  const count = FIRST + UNIFORM_ARGUMENTS;
  const get = (index: number) =>
    wasm.module.local.get(index, index === CLOSURE || index === COUNT || index === count ? I32 : I64);
  const parts: Ref[] = [];
  const constructs = fn.kind === 'constructor' || fn.kind === 'derived';
  if (constructs) {
    const name = wasm.int(module.reserved.string(fn.name));
    parts.push(
      wasm.module.if(
        wasm.not(wasm.module.i32.and(get(COUNT), wasm.int(CONSTRUCTING))),
        wasm.module.block(null, [module.library.call('failWithoutNew', [name], NONE), wasm.module.return(values.undefined())]),
      ),
    );
  }
  parts.push(wasm.module.local.set(count, wasm.module.i32.and(get(COUNT), wasm.int(CONSTRUCTING - 1))));
  parts.push(
    callBodyFromEntry(module, id, {
      closure: () => get(CLOSURE),
      this: () => get(THIS),
      constructing: () => wasm.module.i32.and(get(COUNT), wasm.int(CONSTRUCTING)),
      count: () => get(count),
      argument: (index) =>
        index < UNIFORM_ARGUMENTS ? get(FIRST + index) : module.library.call('argumentAt', [get(count), wasm.int(index)], I64),
    }),
  );
  wasm.module.addFunction(entryName(id), module.uniformParameters, I64, locals, wasm.module.block(null, parts, I64));
}

/** What an entry was called with. */
export interface Incoming {
  closure(): Ref;
  this(): Ref;
  /** Not zero when it was called by `new` or `super(...)`. */
  constructing(): Ref;
  count(): Ref;
  argument(index: number): Ref;
}

/** Unpacks the arguments, calls the code and boxes its result. */
export function callBodyFromEntry(module: ModuleScope, id: FunctionId, incoming: Incoming): Ref {
  const fn = module.function(id);
  const signature = module.signature(id);
  const { wasm, values } = module;
  const operands: Ref[] = [];
  if (signature.closure) operands.push(incoming.closure());
  if (signature.this) operands.push(incoming.this());
  if (signature.newTarget) {
    operands.push(wasm.module.if(incoming.constructing(), wasm.load64(wasm.int(0), REALM.newTarget), values.undefined()));
  }
  for (let k = 0; k < fn.parameters.length; k++) operands.push(values.unbox(incoming.argument(k), signature.parameters[k]!));
  if (fn.rest !== undefined) {
    const first = [0, 1, 2].map((k) => incoming.argument(k));
    operands.push(module.library.call('restArguments', [incoming.count(), wasm.int(fn.parameters.length), ...first], I64));
  }
  return values.box({ ref: module.callBody(id, operands), as: signature.result });
}
