import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_LINK,
  type Link,
  type PlacementError,
  type PlacementHub,
  type PlacementTask,
  type Schedule,
  schedule,
} from '../../../../predictor/index.js';
import { HubPace } from '../../../../predictor/placement/pace.js';
import { anyHubs, anyLinks, anyTasks, changing, hub, steady } from './cluster.js';

function hubsOf({ assignments }: Schedule): Record<string, string> {
  return Object.fromEntries(assignments.map(({ task, hub: name }) => [task, name]));
}

function transferMs(links: readonly Link[], from: string, to: string, bytes: number): number {
  if (from === to) return 0;
  const link = links.findLast((each) => each.from === from && each.to === to) ?? DEFAULT_LINK;
  return link.rttMs + bytes / link.bytesPerMs;
}

const TOLERANCE_MS = 1e-6;

function expectValid(
  request: { tasks: PlacementTask[]; hubs: PlacementHub[]; links: Link[] },
  { assignments, makespanMs }: Schedule,
): void {
  const byTask = new Map(assignments.map((assignment) => [assignment.task, assignment]));
  const byHub = new Map(request.hubs.map((each) => [each.name, each]));
  expect(byTask.size).toBe(request.tasks.length);
  for (const task of request.tasks) {
    const mine = byTask.get(task.id)!;
    const pace = new HubPace(byHub.get(mine.hub)!);
    expect(mine.lane).toBeLessThan(pace.lanes);
    expect(mine.finishMs).toBe(pace.finishMs(mine.startMs, task.operations));
    expect(mine.finishMs).toBeLessThanOrEqual(makespanMs);
    for (const { task: from, bytes } of task.inputs ?? []) {
      const source = byTask.get(from)!;
      const arrivesMs = source.finishMs + transferMs(request.links, source.hub, mine.hub, bytes);
      expect(mine.startMs).toBeGreaterThanOrEqual(arrivesMs - TOLERANCE_MS);
    }
  }
  for (const a of assignments) {
    for (const b of assignments) {
      if (a === b || a.hub !== b.hub || a.lane !== b.lane) continue;
      expect(a.finishMs <= b.startMs || b.finishMs <= a.startMs, `${a.task} and ${b.task} overlap`).toBe(true);
    }
  }
}

describe('schedule', () => {
  it('has nothing to do for no tasks', () => {
    expect(schedule({ tasks: [], hubs: [hub('a')] })).toEqual({ makespanMs: 0, assignments: [] });
  });

  it('spreads independent tasks, the longest first', () => {
    const tasks = [3000, 1000, 2000].map((operations, i) => ({ id: `t${i}`, operations }));
    const answer = schedule({ tasks, hubs: [hub('a'), hub('b')] });
    expect(answer.assignments.map(({ task }) => task)).toEqual(['t0', 't2', 't1']);
    expect(hubsOf(answer)).toEqual({ t0: 'a', t1: 'b', t2: 'b' });
    expect(answer.makespanMs).toBe(3);
  });

  it('keeps a chain on one hub when its data is heavy', () => {
    const tasks = [
      { id: 'first', operations: 1000 },
      { id: 'second', operations: 1000, inputs: [{ task: 'first', bytes: 1e9 }] },
    ];
    const answer = schedule({ tasks, hubs: [hub('slow'), hub('fast', { speed: 2000 })] });
    expect(hubsOf(answer)).toEqual({ first: 'fast', second: 'fast' });
  });

  it('sends work to where the data lies unless sending is cheaper than waiting', () => {
    const task = { id: 't', operations: 1_000_000, resident: [{ hub: 'a', bytes: 100_000_000 }] };
    const hubs = [hub('a', { queueLength: 2 }), hub('b')];
    // 3,000 ms at a; 1,000.5 ms of transfer and 1,000 ms of work at b.
    const moved = schedule({ tasks: [task], hubs });
    expect(hubsOf(moved)).toEqual({ t: 'b' });
    expect(moved.makespanMs).toBeCloseTo(2000.5);
    const slowLink = [{ from: 'a', to: 'b', rttMs: 1, bytesPerMs: 10_000 }];
    expect(hubsOf(schedule({ tasks: [task], hubs, links: slowLink }))).toEqual({ t: 'a' });
  });

  it('follows the forecast: a hub that is busy now but idle soon wins for long work only', () => {
    const hubs = [
      hub('soon', { forecast: changing([1, ...new Array<number>(11).fill(0)]) }),
      hub('steady', { forecast: steady(0.5) }),
    ];
    const on = (operations: number) => hubsOf(schedule({ tasks: [{ id: 't', operations }], hubs })).t;
    expect(on(100_000)).toBe('steady');
    expect(on(3_000_000)).toBe('soon');
  });

  it('puts a short task into a gap before a later one (insertion)', () => {
    const tasks = [
      { id: 'source', operations: 1000 },
      { id: 'long', operations: 100_000, inputs: [{ task: 'source', bytes: 2_000_000 }] },
      { id: 'fill', operations: 5000 },
    ];
    const [fast, slow] = [hub('fast', { speed: 10_000 }), hub('slow', { speed: 1 })];
    const pinned = { ...tasks[1]!, resident: [{ hub: 'fast', bytes: 2_000_000 }] };
    const answer = schedule({
      tasks: [tasks[0]!, { ...pinned, resident: [{ hub: 'slow', bytes: 2_000_000 }] }, tasks[2]!],
      hubs: [fast, slow],
    });
    const [long, fill] = ['long', 'fill'].map((id) => answer.assignments.find(({ task }) => task === id)!);
    expect(answer.assignments.at(-1)).toBe(fill);
    expect(fill!.hub).toBe('fast');
    expect(fill!.finishMs).toBeLessThan(long!.startMs);
  });

  it('leaves out hubs without the memory, and waits for memory to become free', () => {
    const tasks = [0, 1, 2].map((i) => ({ id: `t${i}`, operations: 1000, memoryBytes: 60 }));
    const hubs = [hub('small', { memoryFreeBytes: 50 }), hub('big', { cores: 4, memoryFreeBytes: 130 })];
    const { assignments, makespanMs } = schedule({ tasks, hubs });
    expect(new Set(assignments.map((assignment) => assignment.hub))).toEqual(new Set(['big']));
    expect(makespanMs).toBe(2);
    expect(assignments[0]!.explanation.candidates[0]).toMatchObject({ hub: 'small', refused: 'needs 60 bytes, 50 are free' });
  });

  it('explains itself in plain JSON', () => {
    const { assignments } = schedule({
      tasks: [{ id: 't', operations: 1000 }],
      hubs: [hub('a', { forecast: steady(1) }), hub('b')],
    });
    const { explanation } = assignments[0]!;
    expect(JSON.parse(JSON.stringify(explanation))).toEqual({
      algorithm: 'heft',
      operations: 1000,
      memoryBytes: 0,
      chosen: 'b',
      reason: 'b finishes first, at 1 ms, 1 ms before a',
      candidates: [
        {
          hub: 'a',
          model: 'seasonal-naive',
          queueLength: 0,
          load: 1,
          speed: 500,
          bytesIn: 0,
          readyMs: 0,
          startMs: 0,
          finishMs: 2,
        },
        { hub: 'b', model: 'none', queueLength: 0, load: 0, speed: 1000, bytesIn: 0, readyMs: 0, startMs: 0, finishMs: 1 },
      ],
    });
  });

  const one = [{ id: 't', operations: 1 }];
  it.each<[string, PlacementTask[], PlacementHub[], PlacementError['reason'], RegExp]>([
    ['no hub', one, [], 'no-hub', /no hub/],
    ['a hub listed twice', one, [hub('a'), hub('a')], 'bad-input', /hub a is listed twice/],
    ['a hub without cores', one, [hub('a', { cores: 0 })], 'bad-input', /cores of hub a is 0/],
    ['a hub without speed', one, [hub('a', { speed: 0 })], 'bad-input', /speed of hub a is 0/],
    [
      'a queue length that is no number',
      one,
      [hub('a', { queueLength: Number.NaN })],
      'bad-input',
      /queue length of hub a is NaN/,
    ],
    [
      'operations that are no number',
      [{ id: 't', operations: Number.NaN }],
      [hub('a')],
      'bad-input',
      /operations of task t is NaN/,
    ],
    [
      'negative bytes',
      [...one, { id: 'u', operations: 1, inputs: [{ task: 't', bytes: -1 }] }],
      [hub('a')],
      'bad-input',
      /from t to u is -1/,
    ],
    ['a task listed twice', [...one, ...one], [hub('a')], 'bad-input', /task t is listed twice/],
    ['an unknown input', [{ id: 't', operations: 1, inputs: [{ task: 'x', bytes: 0 }] }], [hub('a')], 'bad-input', /output of x/],
    [
      'a task that needs itself',
      [{ id: 't', operations: 1, inputs: [{ task: 't', bytes: 0 }] }],
      [hub('a')],
      'cycle',
      /wait for each other: t/,
    ],
    [
      'too little memory',
      [{ id: 't', operations: 1, memoryBytes: 9 }],
      [hub('a', { memoryFreeBytes: 5 })],
      'memory',
      /9 bytes .* t needs/,
    ],
  ])('refuses %s', (_, tasks, hubs, reason, message) => {
    expect(() => schedule({ tasks, hubs })).toThrow(
      expect.objectContaining({ name: 'PlacementError', reason, message: expect.stringMatching(message) }),
    );
  });

  property.prop([anyTasks, anyHubs, anyLinks])(
    'keeps precedence, uses a lane for one task at a time, and is deterministic',
    (tasks, hubs, links) => {
      const answer = schedule({ tasks, hubs, links });
      expectValid({ tasks, hubs, links }, answer);
      expect(schedule({ tasks, hubs, links })).toEqual(answer);
    },
  );

  property.prop([anyTasks, anyHubs, fc.integer({ min: 400, max: 1000 })])(
    'never uses more memory than a hub has',
    (tasks, hubs, memoryFreeBytes) => {
      const limited = hubs.map((each) => ({ ...each, memoryFreeBytes }));
      const { assignments } = schedule({ tasks, hubs: limited });
      const memory = new Map(tasks.map((task) => [task.id, task.memoryBytes ?? 0]));
      for (const at of assignments) {
        const together = assignments.filter(
          (each) => each.hub === at.hub && each.startMs <= at.startMs && at.startMs < each.finishMs,
        );
        expect(together.reduce((sum, each) => sum + memory.get(each.task)!, 0)).toBeLessThanOrEqual(memoryFreeBytes);
      }
    },
  );

  property.prop([anyTasks, anyHubs])(
    'needs no longer than running all tasks one after the other, at the place with the least',
    (tasks, hubs) => {
      // Without transfers every decision is the earliest finish, so no task ends later than the slowest lane would end all before it.
      const alone = tasks.map((task) => ({ ...task, inputs: [] }));
      const answer = schedule({ tasks: alone, hubs });
      const oneLane = Math.min(
        ...hubs.map((each) =>
          new HubPace(each).finishMs(
            0,
            tasks.reduce((sum, { operations }) => sum + operations, 0),
          ),
        ),
      );
      // Finishes within a microsecond of each other count as the same.
      expect(answer.makespanMs).toBeLessThanOrEqual(oneLane * (1 + 1e-9) + 0.001 * (tasks.length + 1));
    },
  );
});
