/** One for each of CASES. */
export const cases = { arrays: Array.from({ length: 110 }, (_, index) => [index]) };
