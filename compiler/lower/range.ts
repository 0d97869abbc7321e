/**
 * The driver of a range or reduce block: iterations from CONTROL.rangeNext on, in pieces small enough that splits and pauses come in
 * time. The end of the range is read anew after every pause, because the host may have cut it (see CONTROL.rangeEnd).
 */
import { CONTROL, DESCRIPTOR } from '../abi.js';
import type { BlockManifest } from '../manifest.js';
import type { BlockPlan } from '../shard/plan.js';
import { amountText } from './amounts.js';
import { costOfStatement } from './costs.js';
import { estimateIteration } from './estimates.js';
import { FUEL_UNITS } from './fuel.js';
import type { FunctionScope } from './function-scope.js';
import { writeWhile } from './jumps.js';
import { writePoll } from './polls.js';
import { markFor } from './regions.js';
import { slotAddress } from './slots.js';
import { writeStatements } from './statements.js';

export function writeRange(scope: FunctionScope, block: BlockPlan, slots: BlockManifest['slots']): void {
  const range = block.range!;
  const at = scope.local('at', 'i32');
  const end = scope.local('end', 'i32');
  const stop = scope.local('stop', 'i32');
  scope.write(`${at} = load<i32>(${CONTROL.rangeNext});`, `${end} = load<i32>(${CONTROL.rangeEnd});`);
  const terms = block.term ? writeTermArray(scope, block, slots) : undefined;
  scope.inMode('plain', () => writeStatements(scope, range.prologue));

  const iterate = (): void => {
    const mark = markFor(scope, block.fn.body);
    const next = () => {
      writeTerm(scope, block, terms, at);
      if (mark) scope.write(`release(${mark});`);
      scope.write(`${at}++;`);
    };
    writeWhile(scope, `${at} < ${stop}`, { loop: range.loop, flagBreaks: false, next }, () => {
      if (mark) scope.write(`${mark} = heapTop();`);
      const counter = scope.variable(range.counter);
      scope.write(`${counter} = ${scope.module.representation(range.counter) === 'i32' ? at : `<f64>${at}`};`);
      writeStatements(scope, block.fn.body);
      next();
    });
  };
  const chunks = (size: string, mode: 'plain' | 'safe', charge: string): void => {
    writeWhile(scope, `${at} < ${end}`, { loop: undefined, flagBreaks: false, next: () => {} }, () => {
      scope.write(`${stop} = <u32>(${end} - ${at}) > <u32>(${size}) ? ${at} + ${size} : ${end};`);
      scope.write(
        `store<i32>(${CONTROL.rangeNext}, ${stop});`,
        ...(charge === '' ? [] : [charge.replace('%', `(${stop} - ${at})`)]),
      );
      scope.inMode(mode, iterate);
      writePoll(scope);
      scope.write(`${end} = load<i32>(${CONTROL.rangeEnd});`);
    });
  };

  const work = estimateIteration(scope, block.fn.body, range.counter, { lower: `<f64>(${at})`, upper: `<f64>(${end})` });
  const own = block.fn.body.reduce((sum, statement) => sum + costOfStatement(statement), 2);
  const oneByOne = (): void => chunks('1', 'safe', `charge(${own});`);
  if (work === undefined || (typeof work === 'number' && work > FUEL_UNITS)) {
    oneByOne();
    return;
  }
  if (typeof work === 'number') {
    chunks(String(Math.max(1, Math.floor(FUEL_UNITS / Math.max(work, 1)))), 'plain', `charge(% * ${Math.ceil(work)});`);
    return;
  }
  const units = scope.local('iteration', 'f64');
  const size = scope.local('chunk', 'i32');
  scope.write(
    `${units} = ${amountText(work)};`,
    `if (${units} <= ${FUEL_UNITS}.0) {`,
    `  ${size} = timesBetweenPolls(${units});`,
  );
  scope.nest(() => chunks(size, 'plain', `charge(<i32>(<f64>% * ${units}));`));
  scope.write('} else {');
  scope.nest(oneByOne);
  scope.write('}');
}

/** One double for each iteration, in the output slot of the value that is folded. Gives the local that holds their address. */
function writeTermArray(scope: FunctionScope, block: BlockPlan, slots: BlockManifest['slots']): string {
  const folded = block.items.find(({ item }) => item.mode === 'reduce');
  const output = folded && slots[folded.item.name]?.output;
  if (output === undefined) throw new Error(`block ${block.id} folds terms into nothing`);
  const terms = scope.local('terms', 'u32');
  const count = `load<i32>(${CONTROL.rangeEnd}) - load<i32>(${CONTROL.rangeStart})`;
  scope.write(`${terms} = newArray(<u32>max<i32>(${count}, 0), 3);`, `store<u32>(${slotAddress(output)}, ${terms});`);
  scope.write(`${terms} = load<u32>(${terms}, ${DESCRIPTOR.data});`);
  return terms;
}

function writeTerm(scope: FunctionScope, block: BlockPlan, terms: string | undefined, at: string): void {
  if (!terms || !block.term) return;
  const address = `${terms} + (<u32>(${at} - load<i32>(${CONTROL.rangeStart})) << 3)`;
  scope.write(`store<f64>(${address}, ${scope.expressions.double(scope, block.term)});`);
}
