/** What an explanation says, as sentences: the same in the terminal and on the page. */
import type { BlockCost, Explanation, LoopExplanation } from '../../../compiler/index.js';
import { polynomialText } from '../block-table.js';

/** What became of the loop. */
export function outcomeOf({ block, kind, whyNoBlock }: LoopExplanation, blocks: readonly BlockCost[]): string | undefined {
  const made = blocks.find(({ id }) => id === block);
  if (made?.kind === 'stepped') {
    return kind === 'sequential' || kind === 'wavefront'
      ? `It is block ${made.id} (stepped): its iterations run one after another, and shards share the loops in them.`
      : `Shards share its iterations in each step of block ${made.id}, and exchange what they read of each other.`;
  }
  if (made) return `It is block ${made.id} (${made.kind}).`;
  return whyNoBlock === undefined ? undefined : `No block of its own: ${whyNoBlock}`;
}

/** The numbers that the compiler decides by. */
export function costOf({ block, operations }: LoopExplanation, blocks: readonly BlockCost[]): string {
  const about = operations.exact ? '' : 'about ';
  const work = `${about}${operations.count} operations in each iteration`;
  const contract = blocks.find(({ id }) => id === block)?.contract ?? [];
  const items = contract.flatMap(({ mode, name, bytes }) => (bytes ? [`${mode} ${name} ${polynomialText(bytes)}`] : []));
  return items.length === 0 ? work : `${work}; bytes of a shard [lo, hi): ${items.join(', ')}`;
}

export function dynamicTier({ function: name, refusal }: Explanation): string {
  const place = refusal ? ` at ${refusal.file}:${refusal.line}:${refusal.column} (${refusal.code}: ${refusal.message})` : '';
  return `${name} runs as one block of the dynamic tier, because the static tier, which finds parallel loops, refused it${place}.`;
}

export function summaryOf({ function: name, loops, blocks }: Explanation): string {
  const parallel = loops.filter(({ kind }) => ['doall', 'reduction', 'scan'].includes(kind)).length;
  const made = loops.filter(({ block }) => block !== undefined).length;
  return `${name}: ${count(loops.length, 'loop')}, ${parallel} parallel, of which ${made} became blocks; ${count(blocks.length, 'block')} in all.`;
}

function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
