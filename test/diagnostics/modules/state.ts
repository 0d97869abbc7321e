/** What may not stand at the top level of a file. */

let counter = 0;
//< SHOAL1017 A module-level variable that can change is not supported.

var other = 1;
//< SHOAL1017 A module-level variable that can change is not supported.

const start = Date.now();
//            ^ SHOAL1017 A module-level constant must be made of literals and arithmetic on them.

const list = [1, 2, 3].map((x) => x + 1);
//           ^ SHOAL1017 A module-level constant must be made of literals and arithmetic on them.

const { x } = { x: 1 };
//    ^ SHOAL1026 Patterns are not supported at the top level of a file.

const table: number[] = [];
table.push(1);
//< SHOAL1017 Only declarations may stand at the top level of a file.

class Thing {}
//< SHOAL1017 Only declarations may stand at the top level of a file.

namespace Space {
//< SHOAL1017 Only declarations may stand at the top level of a file.
  export const y = 1;
}

declare const outside: number;
//< SHOAL1021 'declare' promises something that does not exist on a hub.

declare function elsewhere(): number;
//< SHOAL1021 'declare' promises something that does not exist on a hub.

if (counter > 0) other++;
//< SHOAL1017 Only declarations may stand at the top level of a file.

enum Computed {
  A = 'abc'.length,
//^ SHOAL1017 The value of this member is computed when the file is loaded.
}

export default 5;
//< SHOAL1017 Only declarations may stand at the top level of a file.

export function f(n: number): number {
  return n;
}
