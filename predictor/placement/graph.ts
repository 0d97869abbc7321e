/** Tasks and what waits for what. */
import { PlacementError, requireAmount } from './cluster.js';
import type { PlacementTask } from './task.js';

export interface TaskGraph {
  /** Every task behind all tasks whose outputs it needs; otherwise in the order given. */
  readonly order: readonly PlacementTask[];
  /** The edges out of a task. */
  readonly successors: ReadonlyMap<string, readonly { readonly task: string; readonly bytes: number }[]>;
}

/** Throws PlacementError for ids used twice, inputs from unknown tasks, amounts that can't be, and cycles. */
export function buildTaskGraph(tasks: readonly PlacementTask[]): TaskGraph {
  const successors = new Map<string, { task: string; bytes: number }[]>();
  for (const task of tasks) {
    if (successors.has(task.id)) throw new PlacementError('bad-input', `task ${task.id} is listed twice`);
    successors.set(task.id, []);
    checkAmounts(task);
  }
  const waitsFor = new Map<string, number>();
  for (const task of tasks) {
    for (const input of task.inputs ?? []) {
      const edges = successors.get(input.task);
      if (!edges) throw new PlacementError('bad-input', `task ${task.id} needs the output of ${input.task}, which is not listed`);
      edges.push({ task: task.id, bytes: input.bytes });
    }
    waitsFor.set(task.id, task.inputs?.length ?? 0);
  }
  return { order: sortTopologically(tasks, successors, waitsFor), successors };
}

/** Kahn's algorithm. */
function sortTopologically(
  tasks: readonly PlacementTask[],
  successors: TaskGraph['successors'],
  waitsFor: Map<string, number>,
): PlacementTask[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const order = tasks.filter((task) => waitsFor.get(task.id) === 0);
  for (let next = 0; next < order.length; next++) {
    for (const edge of successors.get(order[next]!.id)!) {
      const left = waitsFor.get(edge.task)! - 1;
      waitsFor.set(edge.task, left);
      if (left === 0) order.push(byId.get(edge.task)!);
    }
  }
  if (order.length < tasks.length) {
    const stuck = tasks.filter((task) => waitsFor.get(task.id)! > 0).map((task) => task.id);
    throw new PlacementError('cycle', `these tasks wait for each other: ${stuck.slice(0, 10).join(', ')}`);
  }
  return order;
}

function checkAmounts(task: PlacementTask): void {
  requireAmount(`the operations of task ${task.id}`, task.operations);
  requireAmount(`the memory of task ${task.id}`, task.memoryBytes ?? 0);
  for (const input of task.inputs ?? []) requireAmount(`the bytes from ${input.task} to ${task.id}`, input.bytes);
  for (const data of task.resident ?? []) requireAmount(`the bytes on ${data.hub} for ${task.id}`, data.bytes);
}
