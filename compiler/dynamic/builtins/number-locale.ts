/** Numbers as people in the United States write them: 1,234.568. */

/** Rounds the shortest decimal digits of the number half away from zero to three decimals, as ICU does. */
export function groupDigits(x: number): string {
  if (x !== x) return 'NaN';
  const sign = x < 0 || (x === 0 && 1 / x < 0) ? '-' : '';
  const magnitude = x < 0 ? -x : x;
  if (magnitude === Number.POSITIVE_INFINITY) return `${sign}∞`;
  // d.ddde+x, with as many digits as needed.
  const text = $numberToExponential(magnitude, -1);
  const split = $stringIndexOf(text, 'e', 0);
  const exponent = $stringToNumber($substring(text, split + 1, $stringLength(text)));
  let digits = $substring(text, 0, 1);
  if (split > 1) digits = $concat(digits, $substring(text, 2, split));
  return `${sign}${writeDecimal(digits, exponent)}`;
}

/** `digits` begin at 10^exponent. */
function writeDecimal(digits: string, exponent: number): string {
  let all = digits;
  let point = exponent + 1;
  if (point < 0) {
    all = $concat($repeatString('0', -point), all);
    point = 0;
  }
  const kept = point + 3;
  if (kept < $stringLength(all)) {
    const up = $charCodeAt(all, kept) >= 53;
    all = $substring(all, 0, kept);
    if (up) {
      const rounded = increase(all);
      if ($stringLength(rounded) > $stringLength(all)) point++;
      all = rounded;
    }
  }
  while ($stringLength(all) < point) all = $concat(all, $repeatString('0', point - $stringLength(all)));
  let fraction = $substring(all, point, $stringLength(all));
  while ($stringLength(fraction) > 0 && $charCodeAt(fraction, $stringLength(fraction) - 1) === 48) {
    fraction = $substring(fraction, 0, $stringLength(fraction) - 1);
  }
  const whole = groupWhole(point === 0 ? '0' : $substring(all, 0, point));
  return $stringLength(fraction) === 0 ? whole : `${whole}.${fraction}`;
}

/** One more in the last place. */
function increase(digits: string): string {
  let end = $stringLength(digits);
  let zeros = 0;
  while (end > 0 && $charCodeAt(digits, end - 1) === 57) {
    end--;
    zeros++;
  }
  const tail = $repeatString('0', zeros);
  if (end === 0) return $concat('1', tail);
  return $concat($concat($substring(digits, 0, end - 1), $fromCharCode($charCodeAt(digits, end - 1) + 1)), tail);
}

/** Commas between thousands. */
export function groupWhole(digits: string): string {
  const length = $stringLength(digits);
  if (length <= 3) return digits;
  const groups = $emptyArray();
  let at = 0;
  for (let end = length % 3 === 0 ? 3 : length % 3; end <= length; end += 3) {
    $arrayPush(groups, $substring(digits, at, end));
    at = end;
  }
  return $joinStrings(groups, ',');
}
