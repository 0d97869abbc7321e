/**
 * The thread of one forecaster: trains the LSTM on the steps it is sent and answers each message with a forecast. Loading, training
 * and forecasting together take no more than the given share of one core, in the long run.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { DutyCycle } from './duty-cycle.js';
import { LstmModel, WINDOW } from './lstm.js';
import type { StepsMessage, WorkerOptions, WorkerReply } from './messages.js';

/** The first forecast comes after so many batches. */
const FIRST_BATCHES = 40;

/** How many batches the model is given, at most: to begin with, and for each step seen. */
const INITIAL_BATCHES = 300;
const BATCHES_PER_STEP = 1;

/** V8's own threads (compiler, garbage collector) add about a third to what this thread takes, as measured over two minutes of training. */
const OWN_PART = 0.7;

/** While there is nothing to train on. */
const IDLE_MS = 250;

const options = workerData as WorkerOptions;
const duty = new DutyCycle(options.share * OWN_PART);
const cpu: number[] = [];
const queueLength: number[] = [];
let step = 0;
let stepsSeen = 0;
let batches = 0;

function reply(message: WorkerReply): void {
  parentPort?.postMessage(message);
}

async function work(): Promise<void> {
  const loadedMs = performance.now();
  const model = await LstmModel.create(options);
  charge(loadedMs);

  parentPort?.on('message', (message: StepsMessage) => {
    remember(message);
    if (batches >= FIRST_BATCHES) answer(model);
  });
  for (;;) {
    const series = { cpu, queueLength };
    const trainable = model.canTrain(series) && batches < INITIAL_BATCHES + BATCHES_PER_STEP * stepsSeen;
    const restMs = duty.restMs(performance.now());
    // Even a rest of nothing lets messages in.
    if (restMs > 0 || !trainable) {
      await delay(trainable ? restMs : Math.max(restMs, IDLE_MS));
      continue;
    }
    const startedMs = performance.now();
    model.train(series);
    batches++;
    charge(startedMs);
    if (batches === FIRST_BATCHES) answer(model);
    await delay(0);
  }
}

function remember(message: StepsMessage): void {
  cpu.push(...message.cpu);
  queueLength.push(...message.queueLength);
  const surplus = cpu.length - options.historySteps;
  if (surplus > 0) {
    cpu.splice(0, surplus);
    queueLength.splice(0, surplus);
  }
  step = message.step;
  stepsSeen += message.cpu.length;
}

function answer(model: LstmModel): void {
  if (cpu.length < WINDOW) return;
  const startedMs = performance.now();
  const quantiles = model.forecast({ cpu, queueLength });
  charge(startedMs);
  reply({ kind: 'forecast', step, quantiles, batches });
}

function charge(startedMs: number): void {
  const nowMs = performance.now();
  duty.charge(nowMs, nowMs - startedMs);
}

work().catch((error: unknown) => {
  reply({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
});
