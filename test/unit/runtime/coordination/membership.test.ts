import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { isMember, type MembershipEvent, noMembers, stepMembership } from '../../../../runtime/coordination/index.js';

/** Runs `[ms, event]` pairs with a tick each second; returns `ms: action hub` lines. */
function play(script: readonly (readonly [number, MembershipEvent])[], untilMs = script.at(-1)?.[0] ?? 0, lostAfterMs = 3000) {
  let state = noMembers(0, lostAfterMs);
  const lines: string[] = [];
  const step = (event: MembershipEvent, nowMs: number) => {
    const result = stepMembership(state, event, nowMs);
    state = result.state;
    for (const action of result.actions) lines.push(`${nowMs}: ${action.kind} ${action.hub}`);
  };
  let tickMs = 0;
  for (const [nowMs, event] of script) {
    for (; tickMs < nowMs; tickMs += 1000) step({ kind: 'tick' }, tickMs);
    step(event, nowMs);
  }
  for (; tickMs <= untilMs; tickMs += 1000) step({ kind: 'tick' }, tickMs);
  return { lines, state };
}

const joined = (hub: string, incarnation = 'pid 1'): MembershipEvent => ({ kind: 'joined', hub, incarnation });
const beat = (hub: string): MembershipEvent => ({ kind: 'beat', hub });

describe('membership', () => {
  test('a hub that falls silent is lost once, and known no more', () => {
    const { lines, state } = play(
      [
        [100, joined('a')],
        [1100, beat('a')],
        [2100, beat('a')],
        [9000, beat('a')],
      ],
      12_000,
    );
    expect(lines).toEqual(['100: hubJoined a', '6000: hubLost a']);
    expect(isMember(state, 'a')).toBe(false);
  });

  test('a hub that beats is never lost', () => {
    const beats = Array.from({ length: 50 }, (_, n) => [1000 + n * 2500, beat('a')] as const);
    expect(play([[0, joined('a')], ...beats]).lines).toEqual(['0: hubJoined a']);
  });

  test('joining twice is one joining; a new process of that name is a loss first', () => {
    expect(
      play([
        [0, joined('a')],
        [10, joined('a')],
        [20, joined('a', 'pid 2')],
      ]).lines,
    ).toEqual(['0: hubJoined a', '20: hubLost a', '20: hubJoined a']);
  });

  test('a lost hub may join again', () => {
    expect(
      play([
        [0, joined('a')],
        [9500, joined('a')],
      ]).lines,
    ).toEqual(['0: hubJoined a', '3000: hubLost a', '9500: hubJoined a']);
  });

  test('a draining hub still counts, until it has left', () => {
    const { lines, state } = play([
      [0, joined('a')],
      [500, { kind: 'draining', hub: 'a' }],
      [1500, { kind: 'left', hub: 'a' }],
      [1600, { kind: 'left', hub: 'a' }],
    ]);
    expect(lines).toEqual(['0: hubJoined a', '1500: hubLeft a']);
    expect(isMember(state, 'a')).toBe(false);
  });

  test('a detector that slept accuses nobody of it', () => {
    let { state } = play(
      [
        [0, joined('a')],
        [900, beat('a')],
      ],
      1000,
    );
    // 20 s without a tick: the reports of that time lie unread.
    let step = stepMembership(state, { kind: 'tick' }, 21_000);
    expect(step.actions).toEqual([]);
    state = step.state;
    for (let nowMs = 21_500; nowMs < 30_000; nowMs += 500) {
      step = stepMembership(state, { kind: 'tick' }, nowMs);
      state = step.state;
      if (step.actions.length > 0) break;
    }
    expect(step.actions).toMatchObject([{ kind: 'hubLost', hub: 'a' }]);
  });

  const event = fc.record({
    waitMs: fc.nat(2000),
    event: fc.oneof(
      fc.constant<MembershipEvent>({ kind: 'tick' }),
      fc.record({ kind: fc.constantFrom('beat' as const, 'draining' as const, 'left' as const), hub: fc.constantFrom('a', 'b') }),
      fc.record({ kind: fc.constant('joined' as const), hub: fc.constantFrom('a', 'b'), incarnation: fc.constantFrom('1', '2') }),
    ),
  });
  property.prop([fc.array(event, { maxLength: 60 })])(
    'joinings and losses of a hub alternate, and members are those joined',
    (events) => {
      let state = noMembers(0);
      let nowMs = 0;
      const present = new Set<string>();
      for (const step of events) {
        nowMs += step.waitMs;
        const result = stepMembership(state, step.event, nowMs);
        state = result.state;
        for (const action of result.actions) {
          if (action.kind === 'hubJoined') {
            expect(present.has(action.hub)).toBe(false);
            present.add(action.hub);
          } else {
            expect(present.has(action.hub)).toBe(true);
            present.delete(action.hub);
          }
        }
        for (const hub of ['a', 'b']) expect(isMember(state, hub)).toBe(present.has(hub));
      }
    },
  );
});
