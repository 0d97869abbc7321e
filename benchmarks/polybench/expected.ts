/**
 * The loops of each kernel that the literature knows to be parallel. A loop is named by the counters from the outermost loop down to
 * it, `t/i/j`; the second loop of a name within the same body is `i#2`, and so on.
 *
 * - doall: no iteration uses what another writes (after scalars and scratch arrays got a copy for each iteration).
 * - reduction: iterations share only sums, which may be folded from their terms.
 * - wavefront: together with the loop around it, the loop can run along diagonals (Lamport, "The parallel execution of DO loops",
 *   1974), though neither loop is parallel by itself.
 *
 * The lists are what the dependences by hand give, and what is in agreement with PLuTo (Bondhugula et al., "A practical automatic
 * polyhedral parallelizer and locality optimizer", 2008) and Polly's reductions (Doerfert et al., "Polly's polyhedral scheduling in
 * the presence of reductions", 2015).
 */
export type Parallelism = 'doall' | 'reduction' | 'wavefront';

export interface ExpectedLoop {
  readonly loop: string;
  readonly kind: Parallelism;
  readonly why: string;
}

function doall(loop: string, why: string): ExpectedLoop {
  return { loop, kind: 'doall', why };
}

function reduction(loop: string, why: string): ExpectedLoop {
  return { loop, kind: 'reduction', why };
}

function wavefront(loop: string, why: string): ExpectedLoop {
  return { loop, kind: 'wavefront', why };
}

/** Three nested loops of a matrix product into `result`, the dot product innermost. */
function product(outer: string, result: string): ExpectedLoop[] {
  return [
    doall(outer, `a row of ${result} each`),
    doall(`${outer}/j`, `an element of ${result} each`),
    reduction(`${outer}/j/k`, 'a dot product'),
  ];
}

export const EXPECTED: Readonly<Record<string, readonly ExpectedLoop[]>> = {
  '2mm': [...product('i', 'tmp'), ...product('i#2', 'D')],
  '3mm': [...product('i', 'E'), ...product('i#2', 'F'), ...product('i#3', 'G')],
  adi: [doall('t/i', 'columns of v, each with a row of p and q'), doall('t/i#2', 'rows of u, each with a row of p and q')],
  atax: [
    doall('i', 'an element of y each'),
    reduction('i#2', 'sums into all of y'),
    reduction('i#2/j', 'a dot product'),
    doall('i#2/j#2', 'an element of y each'),
  ],
  bicg: [
    doall('i', 'an element of s each'),
    reduction('i#2', 'sums into all of s'),
    reduction('i#2/j', 'the sum q[i]; the elements of s are one each'),
  ],
  cholesky: [reduction('i/j/k', 'a dot product'), reduction('i/k', 'a sum of squares')],
  correlation: [
    doall('j', 'a mean each'),
    reduction('j/i', 'a sum'),
    doall('j#2', 'a deviation each'),
    reduction('j#2/i', 'a sum'),
    doall('i', 'a row each'),
    doall('i/j', 'an element each'),
    doall('i#2', 'a row of the upper triangle and a column of the lower one each'),
    doall('i#2/j', 'an element and its mirror image each'),
    reduction('i#2/j/k', 'a dot product'),
  ],
  covariance: [
    doall('j', 'a mean each'),
    reduction('j/i', 'a sum'),
    doall('i', 'a row each'),
    doall('i/j', 'an element each'),
    doall('i#2', 'a row of the upper triangle and a column of the lower one each'),
    doall('i#2/j', 'an element and its mirror image each'),
    reduction('i#2/j/k', 'a dot product'),
  ],
  deriche: [
    doall('i', 'a recurrence along each row'),
    doall('i#2', 'a recurrence along each row'),
    doall('i#3', 'a row each'),
    doall('i#3/j', 'an element each'),
    doall('j', 'a recurrence along each column'),
    doall('j#2', 'a recurrence along each column'),
    doall('i#4', 'a row each'),
    doall('i#4/j', 'an element each'),
  ],
  doitgen: [
    doall('r', 'a slice of A each, with a sum of its own'),
    doall('r/q', 'a row of A each, with a sum of its own'),
    doall('r/q/p', 'an element of sum each'),
    reduction('r/q/p/s', 'a dot product'),
    doall('r/q/p#2', 'an element each'),
  ],
  durbin: [reduction('k/i', 'a dot product'), doall('k/i#2', 'an element of z each'), doall('k/i#3', 'an element of y each')],
  'fdtd-2d': [
    doall('t/j', 'an element of the first row each'),
    doall('t/i', 'a row of ey each'),
    doall('t/i/j', 'an element of ey each'),
    doall('t/i#2', 'a row of ex each'),
    doall('t/i#2/j', 'an element of ex each'),
    doall('t/i#3', 'a row of hz each'),
    doall('t/i#3/j', 'an element of hz each'),
  ],
  // Row and column k do not change in round k, but only because the diagonal is not negative: no analysis of subscripts can tell.
  'floyd-warshall': [wavefront('k/i/j', 'an element needs those of row k and column k: a pipeline of rows')],
  gemm: [
    doall('i', 'a row of C each'),
    doall('i/j', 'an element of C each'),
    reduction('i/k', 'sums into a row of C'),
    doall('i/k/j', 'an element of C each'),
  ],
  gemver: [
    doall('i', 'a row of A each'),
    doall('i/j', 'an element of A each'),
    doall('i#2', 'an element of x each'),
    reduction('i#2/j', 'a dot product'),
    doall('i#3', 'an element of x each'),
    doall('i#4', 'an element of w each'),
    reduction('i#4/j', 'a dot product'),
  ],
  gesummv: [doall('i', 'an element of tmp and y each'), reduction('i/j', 'two dot products')],
  gramschmidt: [
    reduction('k/i', 'a sum of squares'),
    doall('k/i#2', 'an element of the column each'),
    doall('k/j', 'a column of A each'),
    reduction('k/j/i', 'a dot product'),
    doall('k/j/i#2', 'an element of the column each'),
  ],
  'heat-3d': ['t/i', 't/i#2'].flatMap((outer) => [
    doall(outer, 'a plane each, from the other cube'),
    doall(`${outer}/j`, 'a line each'),
    doall(`${outer}/j/k`, 'an element each'),
  ]),
  'jacobi-1d': [doall('t/i', 'an element of B each, from A'), doall('t/i#2', 'an element of A each, from B')],
  'jacobi-2d': ['t/i', 't/i#2'].flatMap((outer) => [
    doall(outer, 'a row each, from the other grid'),
    doall(`${outer}/j`, 'an element each'),
  ]),
  lu: [
    reduction('i/j/k', 'a dot product'),
    doall('i/j#2', 'an element of the row of U each; only rows above are read'),
    reduction('i/j#2/k', 'a dot product'),
  ],
  ludcmp: [
    reduction('i/j/k', 'a dot product'),
    doall('i/j#2', 'an element of the row of U each; only rows above are read'),
    reduction('i/j#2/k', 'a dot product'),
    reduction('i#2/j', 'a dot product'),
    reduction('i#3/j', 'a dot product'),
  ],
  mvt: [
    doall('i', 'an element of x1 each'),
    reduction('i/j', 'a dot product'),
    doall('i#2', 'an element of x2 each'),
    reduction('i#2/j', 'a dot product'),
  ],
  nussinov: [wavefront('i/j', 'an element needs those to its left and below it: diagonals'), reduction('i/j/k', 'a maximum')],
  'seidel-2d': [
    wavefront('t/i', 'a row needs the next one of the sweep before: diagonals of slope two'),
    wavefront('t/i/j', 'an element needs neighbours of this sweep above and to the left: diagonals of slope two'),
  ],
  symm: [doall('i/j', 'a column of C each'), reduction('i/j/k', 'the sum temp2; the elements of C are one each')],
  syr2k: [
    doall('i', 'a row of C each'),
    doall('i/j', 'an element of C each'),
    reduction('i/k', 'sums into a row of C'),
    doall('i/k/j', 'an element of C each'),
  ],
  syrk: [
    doall('i', 'a row of C each'),
    doall('i/j', 'an element of C each'),
    reduction('i/k', 'sums into a row of C'),
    doall('i/k/j', 'an element of C each'),
  ],
  trisolv: [reduction('i/j', 'a dot product')],
  trmm: [
    doall('i/j', 'a column of B each: only rows below are read, and of the same column'),
    reduction('i/j/k', 'a dot product'),
  ],
};
