// Operations on whole arrays with safepoints inside: for arrays that may be large. What they do is what their namesakes do.
import {
  dataOf, fillBytes, fillDoubles, fillHalves, fillWords, lengthOf, newArray, relative, requireWhole, setStart,
} from './arrays';
import { charge, poll, spent } from './safepoints';

/** Elements, or bytes, between two polls at most. */
const PIECE: u32 = 65536;

function pauseAfter(units: u32): void {
  charge(<i32>units);
  if (spent()) poll();
}

function copyPausing(to: u32, from: u32, bytes: u32): void {
  for (let done: u32 = 0; done < bytes; done += PIECE) {
    const piece: u32 = min<u32>(PIECE, bytes - done);
    memory.copy(to + done, from + done, piece);
    pauseAfter(piece >> 2);
  }
}

export function slicePausing(array: u32, from: f64, to: f64, shift: u32, site: i32): u32 {
  requireWhole(array, site);
  const start: u32 = relative(from, lengthOf(array));
  const end: u32 = relative(to, lengthOf(array));
  const length: u32 = end > start ? end - start : 0;
  const copy: u32 = newArray(length, shift);
  copyPausing(dataOf(copy), dataOf(array) + (start << shift), length << shift);
  return copy;
}

export function setSamePausing(target: u32, source: u32, offset: f64, shift: u32, site: i32): void {
  const start: u32 = setStart(target, source, offset, site);
  const to: u32 = dataOf(target) + (start << shift);
  const from: u32 = dataOf(source);
  const bytes: u32 = lengthOf(source) << shift;
  // Within one array the pieces would overwrite what later ones read.
  if (to < from + bytes && from < to + bytes) memory.copy(to, from, bytes);
  else copyPausing(to, from, bytes);
}

export function fillBytesPausing(array: u32, value: u32, from: f64, to: f64, site: i32): u32 {
  const end: u32 = relative(to, lengthOf(array));
  for (let at: u32 = relative(from, lengthOf(array)); at < end; at += PIECE) {
    const piece: u32 = min<u32>(PIECE, end - at);
    fillBytes(array, value, <f64>at, <f64>(at + piece), site);
    pauseAfter(piece >> 2);
  }
  return array;
}

export function fillHalvesPausing(array: u32, value: u32, from: f64, to: f64, site: i32): u32 {
  const end: u32 = relative(to, lengthOf(array));
  for (let at: u32 = relative(from, lengthOf(array)); at < end; at += PIECE) {
    const piece: u32 = min<u32>(PIECE, end - at);
    fillHalves(array, value, <f64>at, <f64>(at + piece), site);
    pauseAfter(piece);
  }
  return array;
}

export function fillWordsPausing(array: u32, value: u32, from: f64, to: f64, site: i32): u32 {
  const end: u32 = relative(to, lengthOf(array));
  for (let at: u32 = relative(from, lengthOf(array)); at < end; at += PIECE) {
    const piece: u32 = min<u32>(PIECE, end - at);
    fillWords(array, value, <f64>at, <f64>(at + piece), site);
    pauseAfter(piece);
  }
  return array;
}

export function fillDoublesPausing(array: u32, value: f64, from: f64, to: f64, site: i32): u32 {
  const end: u32 = relative(to, lengthOf(array));
  for (let at: u32 = relative(from, lengthOf(array)); at < end; at += PIECE) {
    const piece: u32 = min<u32>(PIECE, end - at);
    fillDoubles(array, value, <f64>at, <f64>(at + piece), site);
    pauseAfter(piece);
  }
  return array;
}
