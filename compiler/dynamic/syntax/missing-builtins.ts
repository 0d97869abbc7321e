/** Methods of built-in objects that JavaScript has and Shoal has not: calling them would find nothing where Node finds something. */
import type { ProgramContext } from './program.js';
import type { Stop } from './stops.js';

/** Properties that the run-time library gives without a self-hosted function. */
const NATIVE = new Set([
  'arguments',
  'caller',
  'constructor',
  'length',
  'name',
  'message',
  'prototype',
  'byteLength',
  'byteOffset',
  'buffer',
  'size',
  'BYTES_PER_ELEMENT',
]);

const CONSTRUCTORS = [
  Object,
  Function,
  Array,
  String,
  Number,
  Boolean,
  Symbol,
  BigInt,
  Map,
  Set,
  ArrayBuffer,
  DataView,
  RegExp,
  Error,
  Uint8Array,
  Object.getPrototypeOf(Uint8Array),
] as const;

function standardKeys(): Set<string> {
  const iterators = [[][Symbol.iterator](), new Map().entries(), ''[Symbol.iterator](), (function* () {})()];
  const prototypes: object[] = [
    ...CONSTRUCTORS.map((one) => (one as { prototype: object }).prototype),
    ...iterators.map((one) => Object.getPrototypeOf(one) as object),
  ];
  return new Set(prototypes.flatMap((one) => Object.getOwnPropertyNames(one)));
}

/** HTML of the nineties, which nobody means by these names. */
const FORGOTTEN = [
  'anchor',
  'big',
  'blink',
  'bold',
  'fixed',
  'fontcolor',
  'fontsize',
  'italics',
  'link',
  'small',
  'strike',
  'sub',
  'sup',
];

/** Such methods that the program mentions, with what to say about them. */
export function missingBuiltins(program: ProgramContext): ReadonlyMap<string, Stop> {
  const found = new Map<string, Stop>();
  if (program.builtins.functions.size === 0) return found;
  const standard = standardKeys();
  for (const key of FORGOTTEN) standard.delete(key);
  for (const [key, { unit, node }] of program.mentionedAt) {
    if (!standard.has(key) || NATIVE.has(key) || program.builtins.prototypeKeys.has(key)) continue;
    if (program.facts.defined.has(key) || program.facts.accessors.has(key)) continue;
    const text = `The built-in method '${key}' is not supported.`;
    found.set(key, { problem: program.problem(unit, node, 'missingBuiltin', text, undefined), isOwn: !unit.isPackage });
  }
  return found;
}
