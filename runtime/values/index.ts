/** Values: as JavaScript holds them, packed for the runtime, in parts, and as CBOR. */
export { decodeBundle, encodeBundle, encodeBundleParts } from './bundle.js';
export { decodeCbor, encodeCbor } from './cbor.js';
export { type CallOutcome, decodeOutcome, encodeArguments, thrownError } from './outcome.js';
export type { Packed, Part, ValueBundle } from './packed.js';
export { checkPacked, pack, unpack } from './packing.js';
export {
  bundleBytes,
  elementConstructor,
  filledArray,
  isPart,
  mergePart,
  type PackedArray,
  packedBytes,
  partCount,
  sliceArray,
} from './parts.js';
export {
  evaluatePolynomial,
  evaluateRange,
  evaluateRegion,
  type Interval,
  type RegionEnvironment,
} from './regions.js';
export { describeValue, typeName } from './type-names.js';
export {
  bytesOf,
  isTypedArray,
  type TypedArray,
  typedArrayConstructor,
  typedArrayName,
  type Value,
} from './value.js';
