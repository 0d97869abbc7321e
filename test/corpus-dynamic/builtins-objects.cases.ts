/** One for each of CASES. */
export const cases = { objects: Array.from({ length: 155 }, (_, index) => [index]) };
