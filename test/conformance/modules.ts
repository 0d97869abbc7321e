/** Small block modules written by hand, as compiler/abi.ts wants them, for tests that need no compiler. */
import { createHash } from 'node:crypto';
import binaryen from 'assemblyscript/binaryen';
import { CONTROL, HEAP_BASE, SLOT_BASE, TRAP } from '../../compiler/abi.js';
import type { BlockManifest, ContractItem, Type } from '../../compiler/manifest.js';

export interface HandMadeBlock {
  readonly bytes: Uint8Array;
  readonly block: BlockManifest;
}

const NUMBER: Type = { kind: 'number' };
const FLOATS: Type = { kind: 'typed', element: 'f64' };
const ALL = { kind: 'all' } as const;
const AT = { file: 'block.ts', line: 1, column: 1 };

const IMPORTS = `
  (import "env" "memory" (memory 1 65536 shared))
  (import "env" "suspend" (func $suspend))
  (import "env" "trap" (func $trap (param i32 i32 f64 f64)))`;
const SAFEPOINT = `(if (i32.atomic.load (i32.const ${CONTROL.suspendFlag})) (then (call $suspend)))`;
/** The block's only input and output. */
const INPUT = `(f64.load (i32.const ${SLOT_BASE}))`;
const OUTPUT = SLOT_BASE + 8;

/** `n` steps of a linear congruential generator, which no optimiser can shorten; a safepoint before each thousand. */
export function generatorBlock(): HandMadeBlock {
  return scalarBlock(
    'generator',
    `(func (export "run") (local $left i32) (local $chunk i32) (local $x i32)
      (local.set $left (i32.trunc_sat_f64_s ${INPUT}))
      (local.set $x (i32.const 1))
      (block $end (loop $outer
        ${SAFEPOINT}
        (br_if $end (i32.eqz (local.get $left)))
        (local.set $chunk (select (i32.const 1000) (local.get $left) (i32.gt_s (local.get $left) (i32.const 1000))))
        (local.set $left (i32.sub (local.get $left) (local.get $chunk)))
        (call $steps (local.get $x) (local.get $chunk))
        (local.set $x)
        (i32.store (i32.const ${CONTROL.progress}) (i32.add (i32.load (i32.const ${CONTROL.progress})) (i32.const 1)))
        (br $outer)))
      (f64.store (i32.const ${OUTPUT}) (f64.convert_i32_s (local.get $x))))
    (func $steps (param $x i32) (param $count i32) (result i32)
      (loop $inner
        (local.set $x (i32.add (i32.mul (local.get $x) (i32.const 1664525)) (i32.const 1013904223)))
        (br_if $inner (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
      (local.get $x))`,
  );
}

/** What {@link generatorBlock} computes. */
export function generatorResult(steps: number): number {
  let x = 1;
  for (let step = 0; step < steps; step++) x = (Math.imul(x, 1664525) + 1013904223) | 0;
  return x;
}

/** The n-th Fibonacci number by plain recursion, a safepoint in every call: pauses save frames of any depth. */
export function fibonacciBlock(): HandMadeBlock {
  return scalarBlock(
    'fibonacci',
    `(func (export "run") (f64.store (i32.const ${OUTPUT}) (call $fib ${INPUT})))
    (func $fib (param $n f64) (result f64)
      ${SAFEPOINT}
      (if (f64.lt (local.get $n) (f64.const 2)) (then (return (local.get $n))))
      (f64.add (call $fib (f64.sub (local.get $n) (f64.const 1))) (call $fib (f64.sub (local.get $n) (f64.const 2)))))`,
  );
}

/** Recursion of depth `n` with live values in each frame: 1 + 2 + ... + n. Endless for a negative `n`. */
export function deepBlock(): HandMadeBlock {
  return recursionBlock('deep', '');
}

/** As {@link deepBlock}, but at the bottom it waits until a pause is asked for. */
export function patientBlock(): HandMadeBlock {
  return recursionBlock(
    'patient',
    `(loop $wait (br_if $wait (i32.eqz (i32.atomic.load (i32.const ${CONTROL.suspendFlag}))))) (call $suspend)`,
  );
}

function recursionBlock(id: string, atBottom: string): HandMadeBlock {
  return scalarBlock(
    id,
    `(func (export "run") (f64.store (i32.const ${OUTPUT}) (call $sum ${INPUT})))
    (func $sum (param $n f64) (result f64) (local $rest f64)
      (if (f64.eq (local.get $n) (f64.const 0)) (then ${atBottom} (return (f64.const 0))))
      (local.set $rest (call $sum (f64.sub (local.get $n) (f64.const 1))))
      (f64.add (local.get $n) (local.get $rest)))`,
  );
}

/** Never ends; stops only at safepoints. */
export function endlessBlock(): HandMadeBlock {
  return scalarBlock('endless', `(func (export "run") (loop $again ${SAFEPOINT} (br $again)))`);
}

/** Never ends and has no safepoint. */
export function stubbornBlock(): HandMadeBlock {
  return scalarBlock('stubborn', '(func (export "run") (loop $again (br $again)))');
}

/** Traps as the input says: 0 by an index out of bounds, 1 by `throw`, 2 by the engine, 3 by wanting memory until there is none. */
export function trappingBlock(): HandMadeBlock {
  const sites = [
    { file: 'block.ts', line: 3, column: 9, text: 'values[i + 1]' },
    { file: 'block.ts', line: 5, column: 3, text: 'no solution' },
    { file: 'block.ts', line: 7, column: 3, text: 'new Float64Array(n)' },
  ];
  return scalarBlock(
    'trapping',
    `(func (export "run")
      (if (f64.eq ${INPUT} (f64.const 0)) (then (call $trap (i32.const ${TRAP.bounds}) (i32.const 0) (f64.const 7) (f64.const 5)) unreachable))
      (if (f64.eq ${INPUT} (f64.const 1)) (then (call $trap (i32.const ${TRAP.thrown}) (i32.const 1) (f64.const 0) (f64.const 0)) unreachable))
      (if (f64.eq ${INPUT} (f64.const 2)) (then (drop (i32.div_s (i32.const 1) (i32.load (i32.const 16))))))
      (loop $more
        (if (i32.eq (memory.grow (i32.const 1)) (i32.const -1))
          (then (call $trap (i32.const ${TRAP.memory}) (i32.const 2) (f64.const 65536) (f64.const 0)) unreachable))
        (br $more)))`,
    { sites },
  );
}

/** `sin(n)` by the host. */
export function sineBlock(): HandMadeBlock {
  return scalarBlock(
    'sine',
    `(import "math" "sin" (func $sin (param f64) (result f64)))
    (func (export "run") (f64.store (i32.const ${OUTPUT}) (call $sin ${INPUT})))`,
  );
}

/** Counts in a global instead of in memory, `n` times, a safepoint before each. */
export function globalBlock(): HandMadeBlock {
  return scalarBlock(
    'global',
    `(global $count (export "count") (mut i64) (i64.const 0))
    (func (export "run")
      (loop $again
        ${SAFEPOINT}
        (global.set $count (i64.add (global.get $count) (i64.const 1)))
        (br_if $again (f64.lt (f64.convert_i64_s (global.get $count)) ${INPUT})))
      (f64.store (i32.const ${OUTPUT}) (f64.convert_i64_s (global.get $count))))`,
    { globals: ['count'] },
  );
}

/** A range block, `squares[i] = i * i + offset` for i in [0, n): one iteration a chunk, `work` idle turns in each. */
export function squaresBlock(work = 0): HandMadeBlock {
  const squares: ContractItem = {
    name: 'squares',
    type: FLOATS,
    mode: 'out',
    region: ALL,
    written: { kind: 'interval', from: [{ coefficient: 1, factors: ['lo'] }], to: [{ coefficient: 1, factors: ['hi'] }] },
  };
  const offset: ContractItem = { name: 'offset', type: NUMBER, mode: 'in', region: ALL };
  const descriptor = `(i32.load (i32.const ${SLOT_BASE + 8}))`;
  return build(
    {
      id: 'squares',
      kind: 'range',
      parallel: true,
      contract: [offset, squares],
      slots: { offset: { input: 0 }, squares: { input: 1 } },
      range: { from: [], to: [{ coefficient: 1, factors: ['squares.length'] }] },
    },
    `(func (export "run") (local $i i32) (local $turns i32)
      (block $end (loop $next
        ${SAFEPOINT}
        (local.set $i (i32.load (i32.const ${CONTROL.rangeNext})))
        (br_if $end (i32.ge_s (local.get $i) (i32.load (i32.const ${CONTROL.rangeEnd}))))
        (local.set $turns (i32.const ${work}))
        (block $idle (loop $turn
          (br_if $idle (i32.eqz (local.get $turns)))
          (local.set $turns (i32.sub (local.get $turns) (i32.const 1)))
          (br $turn)))
        (i32.store (i32.const ${CONTROL.rangeNext}) (i32.add (local.get $i) (i32.const 1)))
        (f64.store
          (i32.add (i32.load ${descriptor})
            (i32.mul (i32.sub (local.get $i) (i32.load (i32.add ${descriptor} (i32.const 12)))) (i32.const 8)))
          (f64.add (f64.convert_i32_s (i32.mul (local.get $i) (local.get $i))) ${INPUT}))
        (br $next))))`,
  );
}

/** Writes `n` times at a pseudo-random place of a heap of `heapBytes` (a power of two), a safepoint before each write; returns a checksum. */
export function scatterBlock(heapBytes: number): HandMadeBlock {
  const mask = heapBytes / 4 - 1;
  return scalarBlock(
    'scatter',
    `(func (export "run") (local $left i32) (local $x i32) (local $sum i32) (local $at i32)
      (i32.store (i32.const ${CONTROL.heapTop}) (i32.const ${HEAP_BASE + heapBytes}))
      (local.set $left (i32.trunc_sat_f64_s ${INPUT}))
      (block $end (loop $next
        ${SAFEPOINT}
        (br_if $end (i32.eqz (local.get $left)))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (local.set $x (i32.add (i32.mul (local.get $x) (i32.const 1664525)) (i32.const 1013904223)))
        (local.set $at (i32.add (i32.const ${HEAP_BASE})
          (i32.shl (i32.and (i32.shr_u (local.get $x) (i32.const 8)) (i32.const ${mask})) (i32.const 2))))
        (local.set $sum (i32.add (i32.rotl (local.get $sum) (i32.const 1)) (i32.load (local.get $at))))
        (i32.store (local.get $at) (local.get $x))
        (br $next)))
      (f64.store (i32.const ${OUTPUT}) (f64.convert_i32_s (local.get $sum))))`,
  );
}

/** A block with the input `n` and the output `result`, both numbers. */
function scalarBlock(
  id: string,
  text: string,
  extra: { readonly sites?: BlockManifest['sites']; readonly globals?: readonly string[] } = {},
): HandMadeBlock {
  return build(
    {
      id,
      kind: 'sequential',
      parallel: false,
      contract: [
        { name: 'n', type: NUMBER, mode: 'in', region: ALL },
        { name: 'result', type: NUMBER, mode: 'out', region: ALL },
      ],
      slots: { n: { input: 0 }, result: { output: 1 } },
    },
    text,
    extra,
  );
}

type Shape = Pick<BlockManifest, 'id' | 'kind' | 'parallel' | 'contract' | 'slots' | 'range'>;

function build(
  shape: Shape,
  text: string,
  { sites = [], globals = [] }: { readonly sites?: BlockManifest['sites']; readonly globals?: readonly string[] } = {},
): HandMadeBlock {
  const imports = text.trimStart().startsWith('(import') ? text.slice(0, text.indexOf('\n')) : '';
  const bytes = assemble(`(module ${IMPORTS} ${imports} ${text.slice(imports.length)})`);
  return { bytes, block: { ...manifestOf(shape, bytes), sites, module: { ...moduleOf(shape, bytes), globals } } };
}

/** Text to bytes, made suspendable. */
export function assemble(text: string): Uint8Array {
  const module = binaryen.parseText(text);
  try {
    const { Features } = binaryen;
    module.setFeatures(
      Features.Atomics | Features.BulkMemory | Features.MutableGlobals | Features.NontrappingFPToInt | Features.SignExt,
    );
    binaryen.setPassArgument('asyncify-imports', 'env.suspend');
    binaryen.setOptimizeLevel(2);
    module.runPasses(['asyncify', 'remove-unused-module-elements']);
    module.optimize();
    if (!module.validate()) throw new Error('an invalid module');
    return module.emitBinary();
  } finally {
    module.dispose();
  }
}

function manifestOf(shape: Shape, bytes: Uint8Array): BlockManifest {
  return {
    ...shape,
    at: AT,
    lines: [1, 9],
    returns: 'never',
    after: [],
    sites: [],
    module: moduleOf(shape, bytes),
  };
}

function moduleOf(shape: Shape, bytes: Uint8Array): BlockManifest['module'] {
  return {
    file: `${shape.id}.wasm`,
    digest: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    globals: [],
  };
}

/** A block around bytes that may be anything; the digest is right. */
export function blockAround(bytes: Uint8Array): HandMadeBlock {
  return { bytes, block: manifestOf({ id: 'odd', kind: 'task', parallel: false, contract: [], slots: {} }, bytes) };
}
