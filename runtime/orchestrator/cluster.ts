/** The hubs that the coordinator knows, what they said of themselves last, and who of them is lost. */
import { create } from '@bufbuild/protobuf';
import { HEARTBEAT_MS, type MembershipEvent, type MembershipState, noMembers, stepMembership } from '../coordination/index.js';
import { ShoalError } from '../errors.js';
import {
  type Forecast,
  type HeartbeatRequest,
  type HubInfo,
  HubInfoSchema,
  type HubMetrics,
  type HubStatus,
  HubStatusSchema,
} from '../transport/gen/shoal/v1/shoal_pb.js';

const MAX_HUBS = 1000;
/**
 * More than the detector's default: starting again what only seemed lost costs more than some seconds' wait, and a process that has
 * ended is noticed sooner: see `refused`.
 */
const LOST_AFTER_MS = 8000;

interface KnownHub {
  readonly info: HubInfo;
  readonly metrics?: HubMetrics | undefined;
  readonly forecast?: Forecast | undefined;
}

export interface ClusterObserver {
  hubJoined(hub: string): void;
  /** It is not heard any more, or another process has taken its name. */
  hubLost(hub: string, address: string): void;
}

export class Cluster implements Disposable {
  readonly #observer: ClusterObserver;
  readonly #hubs = new Map<string, KnownHub>();
  readonly #ticks: NodeJS.Timeout;
  #membership: MembershipState = noMembers(performance.now(), LOST_AFTER_MS);

  constructor(observer: ClusterObserver) {
    this.#observer = observer;
    this.#ticks = setInterval(() => this.#step({ kind: 'tick' }), HEARTBEAT_MS / 2);
  }

  /** Throws SHOAL5008 for a hub without name or address, SHOAL4002 when there are too many. */
  join(info: HubInfo | undefined): void {
    if (!info || info.name === '' || info.address === '')
      throw new ShoalError('SHOAL5008', 'a hub that has no name or no address');
    if (this.#hubs.size >= MAX_HUBS && !this.#hubs.has(info.name)) {
      throw new ShoalError('SHOAL4002', `the cluster has ${MAX_HUBS} hubs already`);
    }
    const known = this.#hubs.get(info.name);
    const member = this.#membership.members.get(info.name);
    const taken = known && member?.state !== 'lost' && incarnation(known.info) !== incarnation(info);
    // Another process under a name whose hub was heard a moment ago is a mistake, not a hub that came back.
    if (taken && performance.now() - member!.heardAtMs < 1.5 * HEARTBEAT_MS) {
      throw new ShoalError('SHOAL4002', `a hub named ${info.name} is in the cluster already, at ${known.info.address}`, {
        hint: 'give this one another --name',
      });
    }
    // First, so that what the old process held is given up before the new one counts.
    this.#step({ kind: 'joined', hub: info.name, incarnation: incarnation(info) }, () => this.#hubs.set(info.name, { info }));
    const entry = this.#hubs.get(info.name);
    this.#hubs.set(info.name, { ...entry, info });
  }

  /** Whether the hub belongs to the cluster; if not, it must join again. */
  beat({ hub, metrics, forecast }: HeartbeatRequest): boolean {
    const known = this.#hubs.get(hub);
    if (!known || this.isLost(hub)) return false;
    this.#step({ kind: 'beat', hub });
    this.#hubs.set(hub, { info: known.info, metrics, forecast });
    return true;
  }

  /** Hubs that have not been heard for that long and are not lost yet. */
  silent(forMs: number): readonly HubInfo[] {
    const nowMs = performance.now();
    return this.#living()
      .filter(([name]) => nowMs - (this.#membership.members.get(name)?.heardAtMs ?? nowMs) > forMs)
      .map(([, { info }]) => info);
  }

  /** The hub has answered something else than its heartbeat. */
  heard(hub: string): void {
    this.#step({ kind: 'beat', hub });
  }

  /** Nothing listens at the hub's address any more. */
  refused(info: HubInfo): void {
    this.#step({ kind: 'refused', hub: info.name, incarnation: incarnation(info) });
  }

  /** Throws SHOAL5002. */
  drain(hub: string): void {
    this.require(hub);
    this.#step({ kind: 'draining', hub });
  }

  leave(hub: string): void {
    this.#step({ kind: 'left', hub });
    this.#hubs.delete(hub);
  }

  isLost(hub: string): boolean {
    const state = this.#membership.members.get(hub)?.state;
    return state === undefined || state === 'lost';
  }

  /** Whether the hub takes shards. */
  isReady(hub: string): boolean {
    return this.#membership.members.get(hub)?.state === 'ready';
  }

  /** Throws SHOAL5002 when there is no such hub or it is lost. */
  require(hub: string): HubInfo {
    const known = this.#hubs.get(hub);
    if (!known || this.isLost(hub)) {
      const names = this.infos().map(({ name }) => name);
      throw new ShoalError('SHOAL5002', `there is no hub ${JSON.stringify(hub.slice(0, 100))}`, {
        hint: names.length > 0 ? `there are ${names.join(', ')}` : 'no hub is left',
      });
    }
    return known.info;
  }

  /** With the state that they have now; lost ones are left out. */
  infos(): HubInfo[] {
    return this.#living().map(([name, { info }]) => create(HubInfoSchema, { ...info, state: this.#stateOf(name) }));
  }

  /** All hubs that were not told to forget, lost ones too. */
  statuses(): HubStatus[] {
    return Array.from(this.#hubs, ([name, { info, metrics, forecast }]) =>
      create(HubStatusSchema, {
        info: { ...info, state: this.#stateOf(name) },
        ...(metrics ? { metrics } : {}),
        ...(forecast ? { forecast } : {}),
      }),
    );
  }

  /** Hubs that take shards. */
  ready(): readonly KnownHub[] {
    return this.#living()
      .filter(([name]) => this.isReady(name))
      .map(([, hub]) => hub);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#ticks);
  }

  #living(): [string, KnownHub][] {
    return [...this.#hubs].filter(([name]) => !this.isLost(name));
  }

  #stateOf(name: string): string {
    return this.#membership.members.get(name)?.state ?? 'lost';
  }

  #step(event: MembershipEvent, onJoined?: () => void): void {
    const { state, actions } = stepMembership(this.#membership, event, performance.now());
    this.#membership = state;
    for (const action of actions) {
      if (action.kind === 'hubLost') this.#observer.hubLost(action.hub, this.#hubs.get(action.hub)?.info.address ?? '');
      if (action.kind === 'hubJoined') {
        onJoined?.();
        this.#observer.hubJoined(action.hub);
      }
    }
  }
}

/** A process that comes back has another number or another port. */
function incarnation({ address, pid }: HubInfo): string {
  return `${address} ${pid}`;
}
