/** `break` and `continue`. AssemblyScript knows no labels: a jump out of several loops sets a flag that each of them looks at. */
import type { LoopId } from '../ir/index.js';
import type { Frame, FunctionScope } from './function-scope.js';

type Jump = 'break' | 'continue';

export function writeJump(scope: FunctionScope, kind: Jump, loop: LoopId): void {
  const frame = scope.frames.at(-1);
  if (!frame) throw new Error(`${kind} ${loop} outside of a loop in ${scope.fn.name}`);
  if (frame.loop !== loop) {
    const flag = flagOf(scope, kind, loop);
    frame.outward.set(flag, { kind, loop });
    scope.write(`${flag} = true;`, 'break;');
    return;
  }
  if (kind === 'continue') {
    frame.next();
    scope.write('continue;');
    return;
  }
  if (frame.flagBreaks) scope.write(`${flagOf(scope, 'break', loop)} = true;`);
  scope.write('break;');
}

/** The local that says that a jump is under way. */
export function flagOf(scope: FunctionScope, kind: Jump, loop: LoopId): string {
  return scope.named(`$${kind}_${loop}`, 'bool');
}

/** Writes a `while` with its body and, behind it, the rest of the jumps that lead further out. */
export function writeWhile(scope: FunctionScope, test: string, frame: Omit<Frame, 'outward'>, body: () => void): void {
  const inner: Frame = { ...frame, outward: new Map() };
  scope.frames.push(inner);
  scope.block(`while (${test})`, body);
  scope.frames.pop();
  for (const [flag, { kind, loop }] of inner.outward) {
    scope.block(`if (${flag})`, () => {
      const around = scope.frames.at(-1);
      // The flag stays set on the way out. Where the jump ends it is cleared, unless loops around still have to see it.
      if (around?.loop === loop && !(kind === 'break' && around.flagBreaks)) scope.write(`${flag} = false;`);
      writeJump(scope, kind, loop);
    });
  }
}
