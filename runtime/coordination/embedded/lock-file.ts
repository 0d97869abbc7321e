/** One process at a time in a directory: watches hear only of writes made by their own process. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { ShoalError } from '../../errors.js';

/** Takes the lock, or throws SHOAL0002 naming the process that has it. What a dead process left behind does not count. */
export async function lockDirectory(path: string): Promise<AsyncDisposable> {
  for (;;) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' });
      return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
    const holder = Number(await readFile(path, 'utf8').catch(() => ''));
    if (Number.isInteger(holder) && holder > 0 && isAlive(holder)) {
      throw new ShoalError('SHOAL0002', `the data directory is in use by process ${holder} (${path})`, {
        hint: 'give each hub a directory of its own with --data',
      });
    }
    await rm(path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
