const numbers = (length: number, seed = 1) => Float64Array.from({ length }, (_, i) => (((i + seed) * 2654435761) % 1009) / 101 - 5);
const dominant = (n: number) => numbers(n * n, 5).map((x, i) => (i % (n + 1) === 0 ? x + 8 * n : x));

export const cases = {
  heatInRod: [
    [9, numbers(100), numbers(100, 2)],
    [1, numbers(3), numbers(3, 2)],
    [0, numbers(40), numbers(40, 2)],
    [4, numbers(1), numbers(1)],
    [7, new Float64Array([1, Number.NaN, -0, Number.POSITIVE_INFINITY, 2, 3, 4, 5, 6, 7]), new Float64Array(10)],
  ],
  heatInPlate: [
    [6, 20, 9, numbers(180)],
    [3, 4, 5, numbers(20)],
    [0, 6, 5, numbers(30)],
  ],
  elimination: [
    [12, dominant(12)],
    [1, dominant(1)],
    [0, new Float64Array(0)],
    [20, numbers(400, 9)],
  ],
  powerIteration: [
    [8, 17, numbers(17 * 17)],
    [1, 1, numbers(1)],
    [0, 3, numbers(9)],
  ],
  fields: [
    [15, 40, Array.from(numbers(40)), Array.from(numbers(40, 3)), [0.5, -0.25, 1]],
    [3, 2, [1, 2], [3, 4], [1]],
  ],
  ring: [
    [20, 64, 3],
    [5, 3, 1],
  ],
  scattered: [
    [6, 30],
    [9, 7],
  ],
  leastStep: [[9, numbers(41)], [0, numbers(5)]],
  outOfBounds: [[4, 30, numbers(30)]],
};

export const failures = {
  outOfBounds: [{ arguments: [9, 30, numbers(30)], code: 'SHOAL2001' }],
};
