export const cases = {
  parseColor: [['#abc'], ['#12345678'], ['tomato'], ['rgb(10, 20%, 30)'], ['rgba(1,2,3,0.5)'], ['hsl(200, 50%, 40%)'], ['nope'], ['#xyzxyz'], ['#12']],
  rgbToHsl: [[255, 99, 71], [0, 0, 0], [10, 200, 30], [128, 128, 128]],
  hslToRgb: [[200, 0.5, 0.4], [0, 1, 0.5], [-30, 1, 0.5]],
  toHex: [[255, 0.5, 300], [], [NaN]],
  rgbToLab: [[[255, 0, 0]], [[1, 2, 3]]],
  mix: [['#000', '#fff', 5], ['red', '#fff', 2], ['#abc', '#123', 1]],
  contrast: [['#777', '#fff'], ['#000', '#fff'], ['#123456', '#654321']],
  ease: [['outBounce', 8], ['outElastic', 4], ['inOutCubic', 4], ['linear', 0], ['none', 2], ['toString', 1]],
  cubicBezierEasing: [[0.25, 0.1, 0.25, 1, [0, 0.25, 0.5, 1]], [0, 0, 1, 1, [0.3]]],
  filterPixels: [[new Uint8ClampedArray([10, 20, 30, 255, 200, 100, 50, 128]), 'grey'], [new Uint8ClampedArray([10, 20, 30, 255]), 'invert'], [new Uint8ClampedArray([100, 200, 250, 1]), { brightness: 1.25 }]],
};
