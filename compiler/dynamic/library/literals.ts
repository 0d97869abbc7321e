// Texts that stand in the library's own source. AssemblyScript keeps them in the static data, as UTF-16 behind a header that ends with the
// size in bytes.
import { atomOfUnits } from './atoms';
import { copyOfUnits } from './text';

// @ts-ignore: decorator
@inline
function unitsOfLiteral(text: string): u32 {
  return <u32>changetype<usize>(text);
}

/** A string of its own. */
export function literal(text: string): u32 {
  return copyOfUnits(unitsOfLiteral(text), load<u32>(unitsOfLiteral(text) - 4) >> 1);
}

export function literalAtom(text: string): u32 {
  return atomOfUnits(unitsOfLiteral(text), load<u32>(unitsOfLiteral(text) - 4) >> 1);
}
