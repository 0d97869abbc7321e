/**
 * Transcripts of the protocol, readable and rewritten by machine. A line that is not indented is an event, `who kind name=value ...`;
 * the indented lines below it are what came of it: the new state (`-` when nothing changed) and the actions in order.
 * `given who state ...` sets a machine up, `at ms` sets the clock, `#` begins a comment.
 */
import {
  type MoveOrder,
  pendingShard,
  receivingShard,
  type ShardAction,
  type ShardEvent,
  type ShardState,
  stepShard,
} from '../../../../runtime/hub/shard-life.js';
import {
  type OwnershipAction,
  type OwnershipEvent,
  type OwnershipState,
  stepOwnership,
  unplacedShard,
} from '../../../../runtime/orchestrator/ownership.js';

type Fields = Readonly<Record<string, string | number | boolean>>;

/** The text with the outcomes that the machines give now. Throws with the line when it can't be read. */
export function playScenario(text: string): string {
  const shards = new Map<string, ShardState>();
  let ownership: OwnershipState = unplacedShard();
  let nowMs = 0;
  const output: string[] = [];
  text.split('\n').forEach((line, index) => {
    if (/^\s+\S/.test(line)) return;
    output.push(line);
    const [who, kind, ...rest] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (who === undefined || who === '') return;
    try {
      if (who === 'at') nowMs = Number(kind);
      else if (who === 'given') shards.set(kind!, givenShard(rest));
      else if (who === 'coordinator') {
        const before = ownership;
        const step = stepOwnership(before, { kind, ...readFields(rest) } as OwnershipEvent);
        ownership = step.state;
        output.push(...outcome(before === ownership ? '-' : showOwnership(ownership), step.actions));
      } else {
        const before = shards.get(who);
        if (!before) throw new Error(`${who} was not given a shard`);
        const { state, actions } = stepShard(before, readShardEvent(kind!, readFields(rest)), nowMs);
        shards.set(who, state);
        output.push(...outcome(before === state ? '-' : showShard(state), actions));
      }
    } catch (error) {
      throw new Error(`line ${index + 1}, "${line}": ${(error as Error).message}`);
    }
  });
  return output.join('\n');
}

function givenShard([kind, ...rest]: readonly string[]): ShardState {
  const { epoch, move } = readFields(rest);
  if (kind === 'pending') return pendingShard(Number(epoch));
  if (kind === 'receiving') return receivingShard(Number(epoch), String(move));
  throw new Error('a shard is given as pending or receiving');
}

function readFields(words: readonly string[]): Fields {
  return Object.fromEntries(
    words.map((word) => {
      const [name = '', value = 'true'] = word.split('=');
      return [name, value === 'true' || value === 'false' ? value === 'true' : /^\d+$/.test(value) ? Number(value) : value];
    }),
  );
}

function readShardEvent(kind: string, fields: Fields): ShardEvent {
  if (kind !== 'moveAsked') return { kind, ...fields } as ShardEvent;
  return { kind, order: { stopAndCopy: false, ...fields } as unknown as MoveOrder };
}

function outcome(state: string, actions: readonly (ShardAction | OwnershipAction)[]): string[] {
  return [`  ${state}`, ...actions.map(({ kind, ...fields }) => `  > ${kind}${showFields(fields)}`)];
}

function showShard({ kind, epoch, ...fields }: ShardState): string {
  return `${kind}@${epoch}${showFields(fields)}`;
}

function showOwnership({ kind, epoch, owner, move, committed }: OwnershipState): string {
  const details = [
    move ? `moving ${move.id} to ${move.target}` : '',
    committed ? `committed ${committed.id} to ${committed.target}@${committed.epoch}` : '',
  ].filter((detail) => detail !== '');
  return [`${kind}@${epoch} ${owner ?? 'nowhere'}`, ...details].join(', ');
}

function showFields(fields: object): string {
  return Object.entries(fields)
    .map(([name, value]) => {
      if (typeof value === 'object') return showFields(value as object);
      return ` ${name}=${typeof value === 'string' && /\s/.test(value) ? JSON.stringify(value) : String(value)}`;
    })
    .join('');
}
