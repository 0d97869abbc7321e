/** The inverse discrete cosine transform of 8 x 8 blocks (ITU-T T.81, A.3.3), by rows and then by columns. */

/** The place in a block, by rows, of the k-th coefficient in the file. */
export const ZIGZAG: readonly number[] = zigzag();

/** `COSINES[8 * x + u]` is C(u)/2 cos((2x + 1) u pi / 16). */
const COSINES = Float64Array.from({ length: 64 }, (_, index) => {
  const x = index >> 3;
  const u = index & 7;
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});

const between = new Float64Array(64);

/** Writes the block's 64 samples into `plane`, the first at `corner`. */
export function inverseTransform(coefficients: Float64Array, plane: Uint8Array, corner: number, stride: number): void {
  for (let v = 0; v < 8; v++) {
    for (let x = 0; x < 8; x++) {
      let sum = 0;
      for (let u = 0; u < 8; u++) sum += COSINES[8 * x + u]! * coefficients[8 * v + u]!;
      between[8 * v + x] = sum;
    }
  }
  for (let x = 0; x < 8; x++) {
    for (let y = 0; y < 8; y++) {
      let sum = 128.5;
      for (let v = 0; v < 8; v++) sum += COSINES[8 * y + v]! * between[8 * v + x]!;
      plane[corner + y * stride + x] = Math.min(Math.max(sum, 0), 255);
    }
  }
}

function zigzag(): number[] {
  const cells = Array.from({ length: 64 }, (_, index) => ({ row: index >> 3, column: index & 7, index }));
  const diagonal = (cell: (typeof cells)[number]): number => cell.row + cell.column;
  cells.sort((a, b) => diagonal(a) - diagonal(b) || (diagonal(a) % 2 === 0 ? b.row - a.row : a.row - b.row));
  return cells.map(({ index }) => index);
}
