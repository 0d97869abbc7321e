/**
 * Watches some files for changes of their contents. Editors save in many ways: in place, in several writes, by renaming another file over the
 * old one, by deleting and making anew. So the folders are watched, not the files; an event means only that something may have happened, and
 * the contents decide.
 */
import { createHash } from 'node:crypto';
import { type FSWatcher, readFileSync, realpathSync, statSync, watch } from 'node:fs';
import path from 'node:path';

/** Events of one save come within this time, in ms. */
const SETTLE_MS = 40;
/** Where the system can watch no more folders, or none at all, the contents are looked at this often, in ms. */
const POLL_MS = 300;

/** What an import without an ending may be found as. */
const ENDINGS = ['', '.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json', '/index.ts', '/index.js'];

interface Folder {
  readonly watcher: FSWatcher;
  /** Of the folder itself: another one of the same name has to be watched anew. */
  readonly identity: string;
}

export class FileWatcher implements Disposable {
  readonly #folders = new Map<string, Folder>();
  #paths: readonly string[] = [];
  #contents: ReadonlyMap<string, string> = new Map();
  #settling: NodeJS.Timeout | undefined;
  #polling: NodeJS.Timeout | undefined;

  /** `onChange` is called with the files whose contents changed, at least once behind the last change. */
  constructor(private readonly onChange: (files: readonly string[]) => void) {}

  /** Watches these files and no others. `missing`: files that may appear, without their endings. What changes from now on is reported. */
  watch(files: readonly string[], missing: readonly string[] = []): void {
    const candidates = missing.flatMap((file) => ENDINGS.map((ending) => file + ending));
    this.#paths = [...new Set([...files, ...files.map(target), ...candidates])];
    this.#contents = this.#read();
    this.#arm();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#settling);
    clearInterval(this.#polling);
    for (const { watcher } of this.#folders.values()) watcher.close();
    this.#folders.clear();
  }

  /** One watcher for each folder that holds a file, or, where there is no such folder, would hold the folder. */
  #arm(): void {
    const wanted = new Map(
      this.#paths.map((file) => existingFolder(path.dirname(file))).map((folder) => [folder, identity(folder)]),
    );
    for (const [folder, { watcher, identity }] of this.#folders) {
      if (wanted.get(folder) === identity) continue;
      watcher.close();
      this.#folders.delete(folder);
    }
    for (const [folder, identity] of wanted) {
      if (this.#folders.has(folder)) continue;
      try {
        const watcher = watch(folder, (_, name) => {
          if (name === null || this.#concerns(path.join(folder, name), folder)) this.#settle();
        });
        watcher.on('error', () => this.#settle());
        this.#folders.set(folder, { watcher, identity });
      } catch {
        this.#polling ??= setInterval(() => this.#compare(), POLL_MS);
      }
    }
  }

  /** A watched file, a folder on the way to one, or the watched folder itself. */
  #concerns(changed: string, folder: string): boolean {
    const isOnTheWay = this.#paths.some((file) => file === changed || file.startsWith(changed + path.sep));
    return isOnTheWay || path.basename(folder) === path.basename(changed);
  }

  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#compare(), SETTLE_MS);
  }

  #compare(): void {
    this.#arm();
    const before = this.#contents;
    this.#contents = this.#read();
    const changed = this.#paths.filter((file) => before.get(file) !== this.#contents.get(file));
    if (changed.length > 0) this.onChange(changed);
  }

  #read(): ReadonlyMap<string, string> {
    return new Map(this.#paths.map((file) => [file, contentOf(file)]));
  }
}

/** Equal for equal contents; empty for what is no file that can be read. */
function contentOf(file: string): string {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    return '';
  }
}

/** The file behind a symbolic link. */
function target(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function existingFolder(folder: string): string {
  for (let at = folder; ; at = path.dirname(at)) if (identity(at) !== '' || at === path.dirname(at)) return at;
}

function identity(folder: string): string {
  try {
    const { dev, ino } = statSync(folder);
    return `${dev}:${ino}`;
  } catch {
    return '';
  }
}
