/**
 * Decodes baseline JPEG (ITU-T T.81, sequential DCT with Huffman coding, 8 bits, JFIF colours): what the photograph of the demo
 * needs, without a dependency. Throws on anything else.
 */
import { inverseTransform, ZIGZAG } from './jpeg-transform.js';

export interface Image {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue for each pixel, by rows. */
  readonly rgb: Uint8Array;
}

/** Codes of each length, as T.81 F.2.2.3 decodes them. */
interface HuffmanTable {
  /** The largest code of each length, or -1; indexed by length. */
  readonly largest: Int32Array;
  /** What to add to a code of a length to get the index of its value. */
  readonly offset: Int32Array;
  readonly values: Uint8Array;
}

interface Component {
  readonly id: number;
  /** Sampling factors. */
  readonly h: number;
  readonly v: number;
  readonly quantization: number;
  /** Samples by rows, with whole blocks. */
  readonly plane: Uint8Array;
  readonly stride: number;
  dc: HuffmanTable | undefined;
  ac: HuffmanTable | undefined;
  /** The last block's DC coefficient. */
  predictor: number;
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly components: readonly Component[];
  readonly maxH: number;
  readonly maxV: number;
}

export function decodeJpeg(bytes: Uint8Array): Image {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(0) !== 0xffd8) throw new Error('no JPEG file');
  const quantizations: Uint16Array[] = [];
  const huffman = new Map<number, HuffmanTable>();
  let restartInterval = 0;
  let frame: Frame | undefined;
  for (let at = 2; ; ) {
    const marker = view.getUint16(at);
    const length = view.getUint16(at + 2);
    const segment = bytes.subarray(at + 4, at + 2 + length);
    at += 2 + length;
    if (marker === 0xffdb) readQuantization(segment, quantizations);
    else if (marker === 0xffc4) readHuffman(segment, huffman);
    else if (marker === 0xffdd) restartInterval = (segment[0]! << 8) | segment[1]!;
    else if (marker === 0xffc0) frame = readFrame(segment);
    else if (marker > 0xffc0 && marker <= 0xffcf) throw new Error('only baseline JPEG is supported');
    else if (marker === 0xffda) {
      if (!frame) throw new Error('a scan without a frame');
      selectTables(segment, frame, huffman);
      decodeScan(new BitReader(bytes, at), frame, quantizations, restartInterval);
      return toRgb(frame);
    }
  }
}

function readQuantization(segment: Uint8Array, tables: Uint16Array[]): void {
  for (let at = 0; at < segment.length; ) {
    const head = segment[at++]!;
    const wide = head >> 4 === 1;
    const table = new Uint16Array(64);
    for (let k = 0; k < 64; k++) {
      table[ZIGZAG[k]!] = wide ? (segment[at]! << 8) | segment[at + 1]! : segment[at]!;
      at += wide ? 2 : 1;
    }
    tables[head & 15] = table;
  }
}

function readHuffman(segment: Uint8Array, tables: Map<number, HuffmanTable>): void {
  for (let at = 0; at < segment.length; ) {
    const head = segment[at++]!;
    const counts = segment.subarray(at, at + 16);
    at += 16;
    const largest = new Int32Array(17).fill(-1);
    const offset = new Int32Array(17);
    let code = 0;
    let index = 0;
    for (let length = 1; length <= 16; length++) {
      const count = counts[length - 1]!;
      offset[length] = index - code;
      if (count > 0) largest[length] = code + count - 1;
      index += count;
      code = (code + count) << 1;
    }
    tables.set(head, { largest, offset, values: segment.slice(at, at + index) });
    at += index;
  }
}

function readFrame(segment: Uint8Array): Frame {
  const height = (segment[1]! << 8) | segment[2]!;
  const width = (segment[3]! << 8) | segment[4]!;
  const specs = Array.from({ length: segment[5]! }, (_, index) => segment.subarray(6 + 3 * index, 9 + 3 * index));
  if (segment[0] !== 8 || specs.length !== 3) throw new Error('only 8-bit colour JPEG is supported');
  const maxH = Math.max(...specs.map((spec) => spec[1]! >> 4));
  const maxV = Math.max(...specs.map((spec) => spec[1]! & 15));
  const unitsAcross = Math.ceil(width / (8 * maxH));
  const unitsDown = Math.ceil(height / (8 * maxV));
  const components = specs.map((spec): Component => {
    const h = spec[1]! >> 4;
    const v = spec[1]! & 15;
    const stride = unitsAcross * h * 8;
    const plane = new Uint8Array(stride * unitsDown * v * 8);
    return { id: spec[0]!, h, v, quantization: spec[2]!, plane, stride, dc: undefined, ac: undefined, predictor: 0 };
  });
  return { width, height, components, maxH, maxV };
}

function selectTables(segment: Uint8Array, frame: Frame, huffman: ReadonlyMap<number, HuffmanTable>): void {
  for (let index = 0; index < segment[0]!; index++) {
    const component = frame.components.find(({ id }) => id === segment[1 + 2 * index]);
    if (!component) throw new Error('a scan of an unknown component');
    const tables = segment[2 + 2 * index]!;
    component.dc = huffman.get(tables >> 4);
    component.ac = huffman.get(0x10 | (tables & 15));
  }
}

class BitReader {
  private bits = 0;
  private count = 0;
  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {}

  bit(): number {
    if (this.count === 0) {
      this.bits = this.bytes[this.at++] ?? 0;
      // A data byte 0xff is followed by a stuffed zero.
      if (this.bits === 0xff) this.at++;
      this.count = 8;
    }
    this.count--;
    return (this.bits >> this.count) & 1;
  }

  /** A number of `size` bits in T.81's form: those that start with 0 are negative. */
  signed(size: number): number {
    let value = 0;
    for (let k = 0; k < size; k++) value = (value << 1) | this.bit();
    return size > 0 && value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
  }

  symbol(table: HuffmanTable): number {
    let code = 0;
    for (let length = 1; length <= 16; length++) {
      code = (code << 1) | this.bit();
      if (code <= table.largest[length]!) return table.values[code + table.offset[length]!]!;
    }
    throw new Error('a damaged JPEG file');
  }

  /** Goes on behind the next restart marker. */
  restart(): void {
    this.count = 0;
    this.at += 2;
  }
}

function decodeScan(reader: BitReader, frame: Frame, quantizations: readonly Uint16Array[], restartInterval: number): void {
  const across = Math.ceil(frame.width / (8 * frame.maxH));
  const units = across * Math.ceil(frame.height / (8 * frame.maxV));
  const coefficients = new Float64Array(64);
  for (let unit = 0; unit < units; unit++) {
    if (restartInterval > 0 && unit > 0 && unit % restartInterval === 0) {
      reader.restart();
      for (const component of frame.components) component.predictor = 0;
    }
    const column = unit % across;
    const row = Math.floor(unit / across);
    for (const component of frame.components) {
      for (let v = 0; v < component.v; v++) {
        for (let h = 0; h < component.h; h++) {
          readBlock(reader, component, quantizations[component.quantization]!, coefficients);
          const corner = (row * component.v + v) * 8 * component.stride + (column * component.h + h) * 8;
          inverseTransform(coefficients, component.plane, corner, component.stride);
        }
      }
    }
  }
}

/** One block's coefficients, dequantized, in natural order. */
function readBlock(reader: BitReader, component: Component, quantization: Uint16Array, coefficients: Float64Array): void {
  if (!component.dc || !component.ac) throw new Error('a scan without its Huffman tables');
  coefficients.fill(0);
  component.predictor += reader.signed(reader.symbol(component.dc));
  coefficients[0] = component.predictor * quantization[0]!;
  for (let k = 1; k < 64; k++) {
    const symbol = reader.symbol(component.ac);
    const size = symbol & 15;
    if (size === 0 && symbol !== 0xf0) return;
    k += symbol >> 4;
    const place = ZIGZAG[k]!;
    coefficients[place] = reader.signed(size) * quantization[place]!;
  }
}

/** Chroma samples stand for several pixels; JFIF's colours to red, green, blue. */
function toRgb({ width, height, components, maxH, maxV }: Frame): Image {
  const rgb = new Uint8Array(3 * width * height);
  const clamped = new Uint8ClampedArray(3);
  const [luma, blue, red] = components as [Component, Component, Component];
  const sample = (component: Component, x: number, y: number): number =>
    component.plane[Math.floor((y * component.v) / maxV) * component.stride + Math.floor((x * component.h) / maxH)]!;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const brightness = sample(luma, x, y);
      const cb = sample(blue, x, y) - 128;
      const cr = sample(red, x, y) - 128;
      clamped[0] = brightness + 1.402 * cr;
      clamped[1] = brightness - 0.344136 * cb - 0.714136 * cr;
      clamped[2] = brightness + 1.772 * cb;
      rgb.set(clamped, 3 * (y * width + x));
    }
  }
  return { width, height, rgb };
}
