/** One for each of CASES. */
export const cases = { collections: Array.from({ length: 110 }, (_, index) => [index]) };
