// @ts-nocheck
// ^ SHOAL1006 '@ts-nocheck' switches the check of types off.
const broken = `${1}`; // the scanner must not lose its way here: `

export function silenced(x: number): number {
  // @ts-ignore
  // ^ SHOAL1006 '@ts-ignore' switches the check of types off.
  const y: number = 'text';
  //                ^ SHOAL1018 This value has the shape 'string' where 'number' is needed.
  /* @ts-expect-error */
  // ^ SHOAL1006 '@ts-expect-error' switches the check of types off.
  return y + z;
}
