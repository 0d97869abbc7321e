/** How much work blocks do between two looks at the suspend flag. A unit is about as much as one simple operation, 0.3-0.5 ns. */
export const FUEL_UNITS = 100_000;

/** Loops of no more work than this are run without any bookkeeping. */
export const NEGLIGIBLE_UNITS = 1_000;
