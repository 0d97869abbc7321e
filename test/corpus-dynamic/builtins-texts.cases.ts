/** One for each of CASES. */
export const cases = { texts: Array.from({ length: 88 }, (_, index) => [index]) };
