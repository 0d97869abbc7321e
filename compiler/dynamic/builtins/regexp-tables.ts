/** Classes in programs: a bit in a table of bytes for each Latin-1 character, and ranges for the others. */
import { addUnit, type CodeWriter, HEAD_UNITS } from './regexp-code.js';
import { areEqualSets } from './regexp-sets.js';

const LATIN = 256;

/** The set's table, mask and ranges shall stand at `place` and behind it. */
export function addClass(writer: CodeWriter, set: number[], place: number): void {
  for (let i = 0; i < writer.classes.length; i++) {
    const known = writer.classes[i]!;
    if (!areEqualSets(known.set, set)) continue;
    known.places.push(place);
    return;
  }
  writer.classes.push({ set, places: [place] });
}

/** Whether any member is a surrogate, or beyond 0xffff and so written with two. */
export function hasSurrogates(set: number[]): boolean {
  for (let i = 0; i < set.length; i += 2) {
    if (set[i + 1]! > 0xffff) return true;
    if (set[i]! <= 0xdfff && set[i + 1]! >= 0xd800) return true;
  }
  return false;
}

/** Writes all of them behind the code, eight in a table. */
export function addTables(writer: CodeWriter): void {
  const { units, classes } = writer;
  for (let first = 0; first < classes.length; first += 8) {
    const table = units.length;
    const last = first + 8 < classes.length ? first + 8 : classes.length;
    for (let i = 0; i < LATIN / 2; i++) addUnit(writer, 0);
    for (let k = first; k < last; k++) {
      const { set, places } = classes[k]!;
      const mask = 1 << (k - first);
      for (let i = 0; i < set.length; i += 2) {
        for (let unit = set[i]!; unit <= set[i + 1]! && unit < LATIN; unit++) {
          const at = table + (unit >> 1);
          units[at] = units[at]! | ((unit & 1) === 0 ? mask : mask << 8);
        }
      }
      const ranges = addRanges(writer, set);
      for (let i = 0; i < places.length; i++) {
        const place = places[i]!;
        units[place] = table;
        units[place + 1] = mask;
        // The header has no room for ranges: there the matcher asks only whether there are any.
        if (place >= HEAD_UNITS) units[place + 2] = ranges;
      }
    }
  }
}

/** A count, then pairs of code points of two units each; 0: there are none. */
function addRanges(writer: CodeWriter, set: number[]): number {
  if (set.length === 0 || set[set.length - 1]! < LATIN) return 0;
  const place = addUnit(writer, 0);
  let count = 0;
  for (let i = 0; i < set.length; i += 2) {
    if (set[i + 1]! < LATIN) continue;
    count++;
    addPoint(writer, set[i]! < LATIN ? LATIN : set[i]!);
    addPoint(writer, set[i + 1]!);
  }
  writer.units[place] = count;
  return place;
}

function addPoint(writer: CodeWriter, point: number): void {
  addUnit(writer, point & 0xffff);
  addUnit(writer, point >>> 16);
}
