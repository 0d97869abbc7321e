export const cases = {
  f64: [[3, 4]],
  run: [[1], [3]],
  ümlaut: [[2.5]],
  $dollar: [[5, 2]],
  locals: [[1]],
  acrossFiles: [[1], [5]],
  renamed: [[21]],
};
