/** From which amount of work on a parallel loop is worth a block of its own. One operation is about 0.3-0.5 ns. */

/** Operations of one iteration: with fewer, moving the data costs more than computing. */
export const LEAST_ITERATION = 6;

/** Operations of a loop whose number of iterations is known. */
export const LEAST_LOOP = 2000;
