/**
 * Asyncify makes code that can be left and entered in the middle, and pays for both at every turn. Leaving costs little: a look at the state
 * behind each call. Entering costs much, because everything in front of the place is skipped piece by piece, and it is rare. So each function
 * becomes two: one that can be left but is only entered at its beginning, which all calls reach, and one that can do both and takes over the
 * frames that are rewound. Both are made of the same instrumented code, so that they agree on what a frame holds.
 */
import binaryen from 'assemblyscript/binaryen';
import { childrenOf, node } from './expression-tree.js';

/** Asyncify's names. */
const STATE = '__asyncify_state';
const UNWINDING = 1;
const REWINDING = 2;
/** An immutable global that says what the state is where nothing is rewound or unwound: 0. */
const NORMAL = 'runtime/normal';

/** Splits those of the functions that Asyncify has instrumented; gives the names of all that must still be optimised. */
export function splitResumption(module: binaryen.Module, names: readonly string[]): string[] {
  module.addGlobal(NORMAL, binaryen.i32, false, module.i32.const(0));
  const all = [...names];
  for (const name of names) {
    const fn = module.getFunction(name);
    const { body } = binaryen.getFunctionInfo(fn);
    if (!mentionsState(body)) continue;
    all.push(split(module, name));
  }
  return all;
}

function split(module: binaryen.Module, name: string): string {
  const { params, results, vars, body } = binaryen.getFunctionInfo(module.getFunction(name));
  const resumed = `${name}/resumed`;
  module.addFunction(resumed, params, results, vars, module.copyExpression(body));
  assumeNormal(body);
  const operands = binaryen.expandType(params).map((type, index) => module.local.get(index, type));
  const state = module.global.get(STATE, binaryen.i32);
  const resume = module.return(module.call(resumed, operands, results));
  const entered =
    results === binaryen.none ? module.block(null, [module.call(resumed, [...operands], results), module.return()]) : resume;
  const first = module.if(module.i32.eq(state, module.i32.const(REWINDING)), entered);
  module.removeFunction(name);
  module.addFunction(name, params, results, vars, module.block(null, [first, body], results));
  return resumed;
}

/** Where the state is looked at other than to see whether a call ended by unwinding: there it is normal unless the frame is rewound. */
function assumeNormal(body: binaryen.ExpressionRef): void {
  for (const { state, asksUnwinding } of looks(body)) if (!asksUnwinding) node.GlobalGet.setName(state, NORMAL);
}

function mentionsState(body: binaryen.ExpressionRef): boolean {
  return looks(body).length > 0;
}

interface Look {
  readonly state: binaryen.ExpressionRef;
  readonly asksUnwinding: boolean;
}

function looks(body: binaryen.ExpressionRef): Look[] {
  const found: Look[] = [];
  const pending = [body];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const kind = binaryen.getExpressionId(at);
    if (kind === binaryen.GlobalGetId) {
      if (node.GlobalGet.getName(at) === STATE) found.push({ state: at, asksUnwinding: false });
    } else if (kind === binaryen.BinaryId && asksUnwinding(at))
      found.push({ state: node.Binary.getLeft(at), asksUnwinding: true });
    else pending.push(...childrenOf(at));
  }
  return found;
}

function asksUnwinding(at: binaryen.ExpressionRef): boolean {
  const left = node.Binary.getLeft(at);
  const right = node.Binary.getRight(at);
  return (
    node.Binary.getOp(at) === binaryen.EqInt32 &&
    binaryen.getExpressionId(left) === binaryen.GlobalGetId &&
    node.GlobalGet.getName(left) === STATE &&
    binaryen.getExpressionId(right) === binaryen.ConstId &&
    node.Const.getValueI32(right) === UNWINDING
  );
}
