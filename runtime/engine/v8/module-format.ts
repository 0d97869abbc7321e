/**
 * The parts of a module's binary form (WebAssembly specification, chapter 5) that the JavaScript interface does not tell: the limits
 * of the imported memory, and whether a start function would run while a checkpoint is restored.
 */

export interface MemoryImport {
  readonly minimumPages: number;
  readonly maximumPages: number | undefined;
  readonly shared: boolean;
}

export interface ModuleFormat {
  readonly hasStart: boolean;
  /** The first imported memory. */
  readonly memory: MemoryImport | undefined;
}

const HEADER_BYTES = 8;
const SECTION = { import: 2, start: 8 } as const;
const EXTERNAL = { function: 0, table: 1, memory: 2, global: 3, tag: 4 } as const;

/** Reads a module that the engine has compiled before, so one that is well-formed. */
export function readModuleFormat(bytes: Uint8Array): ModuleFormat {
  const reader = new ModuleReader(bytes, HEADER_BYTES);
  let hasStart = false;
  let memory: MemoryImport | undefined;
  while (!reader.isAtEnd) {
    const section = reader.byte();
    const end = reader.unsigned() + reader.position;
    if (section === SECTION.start) hasStart = true;
    if (section === SECTION.import) memory = readMemoryImport(reader);
    reader.position = end;
  }
  return { hasStart, memory };
}

function readMemoryImport(reader: ModuleReader): MemoryImport | undefined {
  for (let left = reader.unsigned(); left > 0; left--) {
    reader.skipName();
    reader.skipName();
    switch (reader.byte()) {
      case EXTERNAL.memory:
        return reader.memoryLimits();
      case EXTERNAL.function:
        reader.unsigned();
        break;
      case EXTERNAL.table:
        reader.byte();
        reader.memoryLimits();
        break;
      case EXTERNAL.tag:
      case EXTERNAL.global:
        reader.byte();
        reader.unsigned();
        break;
      default:
        return undefined;
    }
  }
  return undefined;
}

class ModuleReader {
  readonly #bytes: Uint8Array;
  position: number;

  constructor(bytes: Uint8Array, position: number) {
    this.#bytes = bytes;
    this.position = position;
  }

  get isAtEnd(): boolean {
    return this.position >= this.#bytes.length;
  }

  byte(): number {
    return this.#bytes[this.position++] ?? 0;
  }

  /** An unsigned LEB128 number. */
  unsigned(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  skipName(): void {
    const length = this.unsigned();
    this.position += length;
  }

  memoryLimits(): MemoryImport {
    const flags = this.byte();
    const minimumPages = this.unsigned();
    return { minimumPages, maximumPages: flags & 1 ? this.unsigned() : undefined, shared: (flags & 2) !== 0 };
  }
}
