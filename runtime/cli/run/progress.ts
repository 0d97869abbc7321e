/** How far a run is, on stderr: a bar on a terminal once the run takes a while, else a line every few seconds. */
import { SingleBar } from 'cli-progress';

const SHOW_AFTER_MS = 300;
const LINE_EVERY_MS = 5_000;

export interface Progress extends Disposable {
  /** `share` of the work done, 0 to 1. */
  report(share: number): void;
}

/** Quiet with `--json`, where a program reads. */
export function showProgress(label: string, quiet: boolean): Progress {
  let share = 0;
  if (quiet) return { report() {}, [Symbol.dispose]() {} };
  if (!process.stderr.isTTY) {
    let written = -1;
    const timer = setInterval(() => {
      const percent = Math.floor(share * 100);
      if (percent === written) return;
      written = percent;
      process.stderr.write(`${label}: ${percent} %\n`);
    }, LINE_EVERY_MS);
    timer.unref();
    return {
      report(value) {
        share = value;
      },
      [Symbol.dispose]: () => clearInterval(timer),
    };
  }
  let bar: SingleBar | undefined;
  const timer = setTimeout(() => {
    bar = new SingleBar({
      format: `${label} {bar} {percentage} % {duration_formatted}`,
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
    });
    bar.start(100, Math.floor(share * 100));
  }, SHOW_AFTER_MS);
  return {
    report(value) {
      share = value;
      bar?.update(Math.floor(share * 100));
    },
    [Symbol.dispose]() {
      clearTimeout(timer);
      bar?.stop();
    },
  };
}
