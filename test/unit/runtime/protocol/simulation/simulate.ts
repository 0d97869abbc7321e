/**
 * One shard on simulated hubs, from its first placement to its end, through a network and hubs that fail from a seed. After every
 * step the properties of docs/architecture.md must hold; a {@link Violation} says which does not.
 */
import { isExecuting, stepShard } from '../../../../../runtime/hub/shard-life.js';
import { stepOwnership } from '../../../../../runtime/orchestrator/ownership.js';
import { SimulatedCoordinator } from './coordinator.js';
import { type Copy, SimulatedHub, type Surroundings } from './hub.js';
import { Random } from './random.js';
import { type Faults, type Machines, NO_FAULTS, Violation, World } from './world.js';

export const REAL_MACHINES: Machines = { stepShard, stepOwnership };

export interface SimulationOptions {
  readonly machines?: Machines;
  /** Left out: from the seed. */
  readonly faults?: Faults;
  /** Crashes this hub once, before this step. */
  readonly crashAt?: { readonly step: number; readonly hub: number };
  readonly keepTranscript?: boolean;
}

export interface SimulationResult {
  readonly violation?: string;
  readonly steps: number;
  readonly transcript: readonly string[];
  /** What happened, to see that a test tests something. */
  readonly moves: number;
  readonly starts: number;
}

const HUBS = 3;
const TICK_MS = 120;
const BEAT_MS = 1000;
/** Long enough for every deadline and every failure detector, several times over. */
const PATIENCE_MS = 60_000;

export function simulate(seed: number, options: SimulationOptions = {}): SimulationResult {
  const { machines = REAL_MACHINES, crashAt, keepTranscript = false } = options;
  const random = new Random(seed);
  const faults = options.faults ?? faultsOf(random);
  const faultsUntilMs = faults === NO_FAULTS ? 0 : random.between(200, 6000);
  const world = new World(random, machines, faults, faultsUntilMs, random.between(50, 1200), keepTranscript);
  const names = Array.from({ length: HUBS }, (_, index) => `hub-${index + 1}`);
  const hubs = new Map<string, SimulatedHub>();
  const coordinator = new SimulatedCoordinator(world, names, (to, message) => {
    world.send(SimulatedCoordinator.NAME, to, describe(message), () => hubs.get(to)!.receive(message));
  });
  const around: Surroundings = {
    world,
    toHub: (from, to, message) => world.send(from, to, describe(message), () => hubs.get(to)!.receive(message)),
    toCoordinator: (from, message) =>
      world.send(from, SimulatedCoordinator.NAME, describe(message), () => coordinator.receive(from, message)),
    onResume: (hub, copy, before) => {
      if (copy.runningSinceMs !== undefined) throw new Violation(`${hub.name} resumed what was running`);
      if (before.kind !== 'handover' && before.kind !== 'resolving') return;
      const { move } = before.order;
      if (coordinator.grantedMoves.has(move)) {
        throw new Violation(`${hub.name} resumed the source of ${move} although its target was granted the shard`);
      }
      coordinator.stayedMoves.add(move);
    },
  };
  for (const name of names) hubs.set(name, new SimulatedHub(name, around));
  const all = [...hubs.values()];

  const every = (ms: number, run: () => void) => {
    const again = () => {
      run();
      world.schedule.after(ms, again);
    };
    world.schedule.after(random.between(0, ms), again);
  };
  coordinator.begin((hub) => hubs.get(hub)!.incarnation);
  every(BEAT_MS / 2, () => coordinator.tick());
  for (const hub of all) {
    every(TICK_MS, () => hub.tick());
    every(BEAT_MS, () => hub.beat());
  }
  every(100, () => {
    if (random.chance(world.faults.partition)) {
      world.cut(random.pick([SimulatedCoordinator.NAME, ...names]), random.pick(names), random.between(50, 5000));
    }
  });
  const meddle = () => {
    coordinator.meddle();
    world.schedule.after(random.between(10, 300), meddle);
  };
  world.schedule.after(random.between(5, 50), meddle);

  let steps = 0;
  const result = (violation?: string): SimulationResult => ({
    ...(violation === undefined ? {} : { violation }),
    steps,
    transcript: world.transcript,
    moves: coordinator.grantedMoves.size,
    starts: coordinator.starts,
  });
  try {
    for (; !(coordinator.isOver && all.every((hub) => hub.isUp && isEmpty(hub))); steps++) {
      if (crashAt?.step === steps) all[crashAt.hub]!.crash(random.between(100, 5000));
      world.schedule.advance();
      checkOwners(coordinator, all);
      if (world.nowMs > faultsUntilMs + PATIENCE_MS) {
        throw new Violation(coordinator.isOver ? 'a copy of the shard stays on a hub for ever' : 'the shard does not end');
      }
    }
    if (coordinator.accepted !== 1) throw new Violation(`${coordinator.accepted} ends of the shard were accepted`);
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    return result(error.message);
  }
  return result();
}

/** Two copies that execute under one epoch could both be accepted; nobody can have an epoch that was not granted yet. */
function checkOwners(coordinator: SimulatedCoordinator, hubs: readonly SimulatedHub[]): void {
  let first: { readonly hub: SimulatedHub; readonly copy: Copy } | undefined;
  let others: { readonly hub: SimulatedHub; readonly copy: Copy }[] | undefined;
  for (const hub of hubs) {
    for (const copy of hub.copies()) {
      if (!isExecuting(copy.state)) continue;
      if (copy.state.epoch > coordinator.state.epoch)
        throw new Violation(`${hub.name} runs the shard under an epoch that nobody granted`);
      if (!first) {
        first = { hub, copy };
        continue;
      }
      others ??= [first];
      const twin = others.find((other) => other.copy.state.epoch === copy.state.epoch);
      if (twin) throw new Violation(`${twin.hub.name} and ${hub.name} both run the shard under epoch ${copy.state.epoch}`);
      others.push({ hub, copy });
    }
  }
}

function isEmpty(hub: SimulatedHub): boolean {
  return hub.held === undefined && hub.arriving.size === 0;
}

function faultsOf(random: Random): Faults {
  const maybe = (most: number) => (random.chance(0.3) ? 0 : random.between(0, most));
  return { loss: maybe(0.3), duplication: maybe(0.3), straggling: maybe(0.2), crash: maybe(0.02), partition: maybe(0.3) };
}

function describe({ kind, ...details }: { readonly kind: string }): string {
  return `${kind} ${JSON.stringify(details)}`;
}
