/** `Math`'s functions as values and on arguments that are not numbers; numbers go straight to the intrinsics of the same names. */

export function Math$abs(x: Value): number {
  return Math.abs($toNumber(x));
}

export function Math$acos(x: Value): number {
  return Math.acos($toNumber(x));
}

export function Math$acosh(x: Value): number {
  return Math.acosh($toNumber(x));
}

export function Math$asin(x: Value): number {
  return Math.asin($toNumber(x));
}

export function Math$asinh(x: Value): number {
  return Math.asinh($toNumber(x));
}

export function Math$atan(x: Value): number {
  return Math.atan($toNumber(x));
}

export function Math$atanh(x: Value): number {
  return Math.atanh($toNumber(x));
}

export function Math$cbrt(x: Value): number {
  return Math.cbrt($toNumber(x));
}

export function Math$ceil(x: Value): number {
  return Math.ceil($toNumber(x));
}

export function Math$clz32(x: Value): number {
  return Math.clz32($toNumber(x));
}

export function Math$cos(x: Value): number {
  return Math.cos($toNumber(x));
}

export function Math$cosh(x: Value): number {
  return Math.cosh($toNumber(x));
}

export function Math$exp(x: Value): number {
  return Math.exp($toNumber(x));
}

export function Math$expm1(x: Value): number {
  return Math.expm1($toNumber(x));
}

export function Math$floor(x: Value): number {
  return Math.floor($toNumber(x));
}

export function Math$fround(x: Value): number {
  return Math.fround($toNumber(x));
}

export function Math$log(x: Value): number {
  return Math.log($toNumber(x));
}

export function Math$log10(x: Value): number {
  return Math.log10($toNumber(x));
}

export function Math$log1p(x: Value): number {
  return Math.log1p($toNumber(x));
}

export function Math$log2(x: Value): number {
  return Math.log2($toNumber(x));
}

export function Math$round(x: Value): number {
  return Math.round($toNumber(x));
}

export function Math$sign(x: Value): number {
  return Math.sign($toNumber(x));
}

export function Math$sin(x: Value): number {
  return Math.sin($toNumber(x));
}

export function Math$sinh(x: Value): number {
  return Math.sinh($toNumber(x));
}

export function Math$sqrt(x: Value): number {
  return Math.sqrt($toNumber(x));
}

export function Math$tan(x: Value): number {
  return Math.tan($toNumber(x));
}

export function Math$tanh(x: Value): number {
  return Math.tanh($toNumber(x));
}

export function Math$trunc(x: Value): number {
  return Math.trunc($toNumber(x));
}

export function Math$atan2(x: Value, y: Value): number {
  const first = $toNumber(x);
  return Math.atan2(first, $toNumber(y));
}

export function Math$imul(x: Value, y: Value): number {
  const first = $toNumber(x);
  return Math.imul(first, $toNumber(y));
}

export function Math$pow(x: Value, y: Value): number {
  const first = $toNumber(x);
  return first ** $toNumber(y);
}

export function Math$max(...values: Value[]): number {
  let result = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < $arrayLength(values); i++) result = Math.max(result, $toNumber(values[i]));
  return result;
}

export function Math$min(...values: Value[]): number {
  let result = Number.POSITIVE_INFINITY;
  for (let i = 0; i < $arrayLength(values); i++) result = Math.min(result, $toNumber(values[i]));
  return result;
}

/** Scaled by the largest and summed with compensation, as V8 does, so that the bits agree. */
export function Math$hypot(...values: Value[]): number {
  const count = $arrayLength(values);
  const sizes = $newArray(count);
  let largest = 0;
  let isNaN = false;
  for (let i = 0; i < count; i++) {
    const size = Math.abs($toNumber(values[i]));
    sizes[i] = size;
    if (size !== size) isNaN = true;
    else if (size > largest) largest = size;
  }
  if (largest === Number.POSITIVE_INFINITY) return largest;
  if (isNaN) return Number.NaN;
  if (largest === 0) return 0;
  let sum = 0;
  let compensation = 0;
  for (let i = 0; i < count; i++) {
    const scaled: number = sizes[i] / largest;
    const summand = scaled * scaled - compensation;
    const preliminary = sum + summand;
    compensation = preliminary - sum - summand;
    sum = preliminary;
  }
  return Math.sqrt(sum) * largest;
}
