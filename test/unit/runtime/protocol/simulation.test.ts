/**
 * The two machines that decide who owns a shard, together, on simulated hubs and a hostile network. A failing seed prints its
 * transcript; `SIMULATION_FIRST_SEED=n SIMULATION_SEEDS=1` repeats it.
 */
import { describe, expect, test } from 'vitest';
import type { ShardState } from '../../../../runtime/hub/shard-life.js';
import { REAL_MACHINES, simulate } from './simulation/simulate.js';
import { type Machines, NO_FAULTS } from './simulation/world.js';

const SEEDS = Number(process.env.SIMULATION_SEEDS ?? 10_000);
const FIRST_SEED = Number(process.env.SIMULATION_FIRST_SEED ?? 1);

describe('the machines of hub and coordinator', () => {
  test(`keep a shard on one hub and bring it to its end, in ${SEEDS} hostile worlds`, () => {
    let moves = 0;
    let starts = 0;
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      const result = simulate(seed);
      if (result.violation !== undefined) {
        const { transcript } = simulate(seed, { keepTranscript: true });
        expect.fail(`seed ${seed}: ${result.violation}\n${transcript.join('\n')}`);
      }
      moves += result.moves;
      starts += result.starts;
    }
    // The worlds are hostile, yet not so hostile that nothing ever succeeds in them.
    expect(moves).toBeGreaterThan(SEEDS / 2);
    expect(starts).toBeGreaterThan(SEEDS);
  });

  test('survive the crash of any hub before any step', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { steps } = simulate(seed, { faults: NO_FAULTS });
      for (let step = 0; step < steps; step++) {
        for (let hub = 0; hub < 3; hub++) {
          const result = simulate(seed, { faults: NO_FAULTS, crashAt: { step, hub } });
          if (result.violation === undefined) continue;
          const { transcript } = simulate(seed, { faults: NO_FAULTS, crashAt: { step, hub }, keepTranscript: true });
          expect.fail(`seed ${seed}, crash of hub ${hub} before step ${step}: ${result.violation}\n${transcript.join('\n')}`);
        }
      }
    }
  });

  test('the same seed tells the same story', () => {
    const [one, other] = [7, 7].map((seed) => simulate(seed, { keepTranscript: true }));
    expect(one!.transcript.length).toBeGreaterThan(10);
    expect(one).toEqual(other);
  });
});

/** Machines with one mistake each, and the violations that must come of it. */
const BROKEN: readonly { readonly mistake: string; readonly violation: RegExp; readonly machines: Partial<Machines> }[] = [
  {
    mistake: 'a source whose stream broke goes on without asking who owns the shard',
    violation: /although its target was granted/,
    machines: {
      stepShard(state, event, nowMs) {
        if (state.kind === 'handover' && event.kind === 'transferBroken') return resume(state, state.epoch);
        return REAL_MACHINES.stepShard(state, event, nowMs);
      },
    },
  },
  {
    mistake: 'a source takes an answer about an earlier move for one about this move',
    violation: /although its target was granted/,
    machines: {
      stepShard(state, event, nowMs) {
        const heard = event.kind === 'ownerIs' && state.kind === 'resolving' ? { ...event, move: state.order.move } : event;
        return REAL_MACHINES.stepShard(state, heard, nowMs);
      },
    },
  },
  {
    mistake: 'a target starts before the coordinator granted it the shard',
    violation: /nobody granted|both run|although/,
    machines: {
      stepShard(state, event, nowMs) {
        if (state.kind === 'receiving' && event.kind === 'loaded') return resume(state, state.epoch + 1);
        return REAL_MACHINES.stepShard(state, event, nowMs);
      },
    },
  },
  {
    mistake: 'the coordinator answers a source without giving up the move',
    violation: /although its source went on/,
    machines: {
      stepOwnership(state, event) {
        const step = REAL_MACHINES.stepOwnership(state, event);
        return event.kind === 'ownerAsked' ? { ...step, state } : step;
      },
    },
  },
  {
    mistake: 'a shard taken from a lost hub keeps its epoch',
    violation: /both run/,
    machines: {
      stepOwnership(state, event) {
        const step = REAL_MACHINES.stepOwnership(state, event);
        const isTaken = event.kind === 'hubLost' && state.owner !== undefined && step.state.owner === undefined;
        if (isTaken) return { ...step, state: { ...step.state, epoch: state.epoch } };
        if (event.kind !== 'placed' || state.epoch === 0 || step.state.kind !== 'starting') return step;
        const { epoch } = state;
        return { state: { ...step.state, epoch }, actions: [{ kind: 'start', hub: event.hub, epoch }] };
      },
    },
  },
  {
    mistake: 'a result is taken whatever its epoch',
    violation: /accepted/,
    machines: {
      stepOwnership(state, event) {
        const heard = event.kind === 'result' ? { ...event, epoch: state.epoch } : event;
        const step = REAL_MACHINES.stepOwnership(state, heard);
        return event.kind === 'result' && state.kind === 'done' ? { state, actions: [{ kind: 'accept' }] } : step;
      },
    },
  },
  {
    mistake: 'a question is asked once',
    violation: /does not end|for ever/,
    machines: {
      stepShard: (state, event, nowMs) =>
        event.kind === 'tick' ? { state, actions: [] } : REAL_MACHINES.stepShard(state, event, nowMs),
    },
  },
  {
    mistake: 'nobody minds that a hub is lost or no longer has the shard',
    violation: /does not end/,
    machines: {
      stepOwnership: (state, event) =>
        event.kind === 'hubLost' || event.kind === 'missing' ? { state, actions: [] } : REAL_MACHINES.stepOwnership(state, event),
    },
  },
];

describe('the simulation finds the mistake when', () => {
  test.each(BROKEN)('$mistake', ({ machines, violation }) => {
    const found = new Set<string>();
    for (let seed = 1; seed <= 10_000; seed++) {
      const result = simulate(seed, { machines: { ...REAL_MACHINES, ...machines } });
      if (result.violation === undefined) continue;
      if (violation.test(result.violation)) return;
      found.add(result.violation);
    }
    expect.fail(`10,000 seeds did not find it; they found: ${[...found].join('; ')}`);
  });
});

function resume(state: ShardState, epoch: number): ReturnType<Machines['stepShard']> {
  return {
    state: { kind: 'running', epoch },
    actions: [{ kind: 'resume' }, ...(state.kind === 'receiving' ? [{ kind: 'answerSource', resumed: true } as const] : [])],
  };
}
