/** A folder for the sources that a test compiles; it goes when the tests of the file are over. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

export interface TemporaryFolder {
  /** Writes a source and gives its path. */
  write(name: string, source: string): Promise<string>;
}

export function temporaryFolder(): TemporaryFolder {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shoal-sources-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return {
    async write(name, source) {
      const file = join(folder, name);
      await writeFile(file, source);
      return file;
    },
  };
}
