/** Names for the bounds of a shard's range in polynomials. */
export const LO = 'lo';
export const HI = 'hi';
