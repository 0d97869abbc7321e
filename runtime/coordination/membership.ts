/**
 * Who is in the cluster: the coordinator's failure detector, a pure state machine. A hub is lost when it has not been heard for
 * {@link LOST_AFTER_MS}. That may be wrong (a hub may only be slow), and nothing depends on it being right: a shard taken from
 * a hub gets a new epoch, and what the old hub still does under the old one is refused.
 */
export interface Member {
  /** Unique for one life of the hub's process: a hub that comes back under its name is another one. */
  readonly incarnation: string;
  readonly state: 'ready' | 'draining' | 'lost';
  readonly heardAtMs: number;
}

export interface MembershipState {
  readonly members: ReadonlyMap<string, Member>;
  readonly lostAfterMs: number;
  readonly tickedAtMs: number;
}

export type MembershipEvent =
  | { readonly kind: 'joined'; readonly hub: string; readonly incarnation: string }
  | { readonly kind: 'beat'; readonly hub: string }
  /** It wants to leave: it gets no more shards. */
  | { readonly kind: 'draining'; readonly hub: string }
  /** It has left, with nothing left on it. */
  | { readonly kind: 'left'; readonly hub: string }
  /** Its address refuses connections: the process has ended without a word. */
  | { readonly kind: 'refused'; readonly hub: string; readonly incarnation: string }
  /** At least every {@link HEARTBEAT_MS}. */
  | { readonly kind: 'tick' };

export type MembershipAction =
  | { readonly kind: 'hubJoined'; readonly hub: string }
  /** Its shards must go on elsewhere. */
  | { readonly kind: 'hubLost'; readonly hub: string; readonly silentMs: number }
  | { readonly kind: 'hubLeft'; readonly hub: string };

export interface MembershipStep {
  readonly state: MembershipState;
  readonly actions: readonly MembershipAction[];
}

/** How often hubs report, in ms. */
export const HEARTBEAT_MS = 1000;
/** Three reports missed, in ms. */
export const LOST_AFTER_MS = 3000;

export function noMembers(nowMs: number, lostAfterMs: number = LOST_AFTER_MS): MembershipState {
  return { members: new Map(), lostAfterMs, tickedAtMs: nowMs };
}

/** Whether the coordinator counts on the hub; a hub that hears no must join again, and start with nothing. */
export function isMember(state: MembershipState, hub: string): boolean {
  const member = state.members.get(hub);
  return member !== undefined && member.state !== 'lost';
}

/** One decision. `nowMs` is from a monotonic clock. */
export function stepMembership(state: MembershipState, event: MembershipEvent, nowMs: number): MembershipStep {
  switch (event.kind) {
    case 'joined':
      return join(state, event.hub, event.incarnation, nowMs);
    case 'beat':
      return isMember(state, event.hub) ? { state: update(state, event.hub, { heardAtMs: nowMs }), actions: [] } : keep(state);
    case 'draining':
      return isMember(state, event.hub)
        ? { state: update(state, event.hub, { state: 'draining', heardAtMs: nowMs }), actions: [] }
        : keep(state);
    case 'left':
      return leave(state, event.hub);
    case 'refused':
      return refuse(state, event.hub, event.incarnation, nowMs);
    case 'tick':
      return tick(state, nowMs);
  }
}

function keep(state: MembershipState): MembershipStep {
  return { state, actions: [] };
}

function update(state: MembershipState, hub: string, change: Partial<Member>): MembershipState {
  const member = state.members.get(hub);
  if (!member) return state;
  return { ...state, members: new Map(state.members).set(hub, { ...member, ...change }) };
}

function join(state: MembershipState, hub: string, incarnation: string, nowMs: number): MembershipStep {
  const known = state.members.get(hub);
  const actions: MembershipAction[] = [];
  if (known && known.state !== 'lost') {
    // Its answer was lost, or it believed itself forgotten.
    if (known.incarnation === incarnation) return { state: update(state, hub, { heardAtMs: nowMs }), actions };
    actions.push({ kind: 'hubLost', hub, silentMs: nowMs - known.heardAtMs });
  }
  actions.push({ kind: 'hubJoined', hub });
  const members = new Map(state.members).set(hub, { incarnation, state: 'ready', heardAtMs: nowMs });
  return { state: { ...state, members }, actions };
}

function leave(state: MembershipState, hub: string): MembershipStep {
  const wasMember = isMember(state, hub);
  const members = new Map(state.members);
  members.delete(hub);
  return { state: { ...state, members }, actions: wasMember ? [{ kind: 'hubLeft', hub }] : [] };
}

function refuse(state: MembershipState, hub: string, incarnation: string, nowMs: number): MembershipStep {
  const member = state.members.get(hub);
  // What is said of an earlier process does not concern the one that has come back.
  if (!member || member.state === 'lost' || member.incarnation !== incarnation) return keep(state);
  return {
    state: update(state, hub, { state: 'lost' }),
    actions: [{ kind: 'hubLost', hub, silentMs: nowMs - member.heardAtMs }],
  };
}

function tick(state: MembershipState, nowMs: number): MembershipStep {
  // A detector that was itself asleep (a stopped process, a suspended machine) has not heard the reports of that time:
  // it accuses nobody of its own silence.
  const asleepMs = Math.max(0, nowMs - state.tickedAtMs - 2 * HEARTBEAT_MS);
  const actions: MembershipAction[] = [];
  const members = new Map<string, Member>();
  for (const [hub, member] of state.members) {
    const heardAtMs = Math.min(member.heardAtMs + asleepMs, nowMs);
    const silentMs = nowMs - heardAtMs;
    if (member.state !== 'lost' && silentMs >= state.lostAfterMs) {
      actions.push({ kind: 'hubLost', hub, silentMs });
      members.set(hub, { ...member, state: 'lost', heardAtMs });
    } else {
      members.set(hub, { ...member, heardAtMs });
    }
  }
  return { state: { ...state, members, tickedAtMs: nowMs }, actions };
}
