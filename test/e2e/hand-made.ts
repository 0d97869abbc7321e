/** Bundles made by hand, in WebAssembly text: what runs here does not depend on the compiler. */
import { createHash } from 'node:crypto';
import binaryen from 'assemblyscript/binaryen';
import { ABI_VERSION, CONTROL, SLOT_BASE, SLOT_BYTES } from '../../compiler/abi.js';
import { digestOfManifest } from '../../compiler/emit/digest.js';
import type { BlockManifest, Bundle, ContractItem, Manifest, Type } from '../../compiler/manifest.js';

const number: Type = { kind: 'number' };
const floats: Type = { kind: 'typed', element: 'f64' };
const all = { kind: 'all' } as const;
const slot = (index: number) => SLOT_BASE + index * SLOT_BYTES;

/** Iterations between two safepoints. */
const CHUNK = 8;

function assemble(text: string): Uint8Array {
  const module = binaryen.parseText(text);
  module.setFeatures(
    binaryen.Features.Atomics | binaryen.Features.BulkMemory | binaryen.Features.MutableGlobals | binaryen.Features.SignExt,
  );
  binaryen.setOptimizeLevel(2);
  binaryen.setPassArgument('asyncify-imports', 'env.suspend');
  module.runPasses(['asyncify']);
  module.optimize();
  if (!module.validate()) throw new Error('the module is not valid');
  const binary = module.emitBinary();
  module.dispose();
  return binary;
}

const IMPORTS = `
  (import "env" "memory" (memory 17 65536 shared))
  (import "env" "suspend" (func $suspend))
  (func $safepoint
    (i32.store (i32.const ${CONTROL.progress}) (i32.add (i32.load (i32.const ${CONTROL.progress})) (i32.const 1)))
    (if (i32.load (i32.const ${CONTROL.suspendFlag})) (then (call $suspend))))`;

/** Calls `$leaf(lo, hi)` over the range of the shard, with a safepoint after each chunk. */
const RANGE_DRIVER = `
  (func (export "run") (local $lo i32) (local $hi i32)
    (local.set $lo (i32.load (i32.const ${CONTROL.rangeStart})))
    (block $done
      (loop $more
        (br_if $done (i32.ge_s (local.get $lo) (i32.load (i32.const ${CONTROL.rangeEnd}))))
        (local.set $hi (i32.add (local.get $lo) (i32.const ${CHUNK})))
        (if (i32.gt_s (local.get $hi) (i32.load (i32.const ${CONTROL.rangeEnd})))
          (then (local.set $hi (i32.load (i32.const ${CONTROL.rangeEnd})))))
        (i32.store (i32.const ${CONTROL.rangeNext}) (local.get $hi))
        (call $leaf (local.get $lo) (local.get $hi))
        (local.set $lo (local.get $hi))
        (call $safepoint)
        (br $more))))`;

/** A scalar slot as an i32. */
const integer = (index: number) => `(i32.trunc_f64_s (f64.load (i32.const ${slot(index)})))`;

/** out[i] = i, then `rounds` times x * 1.0000001 + 0.5 */
const ORBIT = `(module ${IMPORTS} ${RANGE_DRIVER}
  (func $leaf (param $i i32) (param $hi i32) (local $x f64) (local $r i32) (local $d i32)
    (local.set $d (i32.load (i32.const ${slot(2)})))
    (loop $next
      (local.set $x (f64.convert_i32_s (local.get $i)))
      (local.set $r ${integer(1)})
      (loop $round
        (local.set $x (f64.add (f64.mul (local.get $x) (f64.const 1.0000001)) (f64.const 0.5)))
        (br_if $round (i32.gt_s (local.tee $r (i32.sub (local.get $r) (i32.const 1))) (i32.const 0))))
      (f64.store
        (i32.add (i32.load (local.get $d))
          (i32.shl (i32.sub (local.get $i) (i32.load offset=12 (local.get $d))) (i32.const 3)))
        (local.get $x))
      (br_if $next (i32.lt_s (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $hi))))))`;

/** Returns the value of slot 0 from the function. */
const RETURN = `(module ${IMPORTS}
  (func (export "run")
    (i64.store (i32.const ${slot(1)}) (i64.load (i32.const ${slot(0)})))
    (i32.store (i32.const ${CONTROL.exit}) (i32.const 1))))`;

/**
 * state[] in slot 0, steps in slot 1, width in slot 2, window in slot 3; slot 4 gets the same array. Step s, for j < width:
 * k = (s * width + j) mod window; state[k] = state[k] * 0.5 + s + j. A safepoint after each step.
 */
const SWEEP = `(module ${IMPORTS}
  (func $leaf (param $s i32) (local $j i32) (local $w i32) (local $k i32) (local $n i32) (local $p i32)
    (local.set $w ${integer(2)})
    (local.set $n ${integer(3)})
    (local.set $k (i32.rem_u (i32.mul (local.get $s) (local.get $w)) (local.get $n)))
    (loop $next
      (local.set $p (i32.add (i32.load (i32.load (i32.const ${slot(0)}))) (i32.shl (local.get $k) (i32.const 3))))
      (f64.store (local.get $p)
        (f64.add (f64.add (f64.mul (f64.load (local.get $p)) (f64.const 0.5)) (f64.convert_i32_s (local.get $s)))
          (f64.convert_i32_s (local.get $j))))
      (if (i32.ge_u (local.tee $k (i32.add (local.get $k) (i32.const 1))) (local.get $n)) (then (local.set $k (i32.const 0))))
      (br_if $next (i32.lt_s (local.tee $j (i32.add (local.get $j) (i32.const 1))) (local.get $w)))))
  (func (export "run") (local $s i32) (local $end i32)
    (local.set $end ${integer(1)})
    (block $done
      (loop $more
        (br_if $done (i32.ge_s (local.get $s) (local.get $end)))
        (call $leaf (local.get $s))
        (local.set $s (i32.add (local.get $s) (i32.const 1)))
        (call $safepoint)
        (br $more)))
    (i64.store (i32.const ${slot(4)}) (i64.load (i32.const ${slot(0)})))
    (i32.store (i32.const ${CONTROL.exit}) (i32.const 1))))`;

function block(
  id: string,
  binary: Uint8Array,
  fields: Partial<BlockManifest> & Pick<BlockManifest, 'kind' | 'contract' | 'slots'>,
): BlockManifest {
  return {
    id,
    parallel: fields.kind === 'range',
    at: { file: 'hand-made.ts', line: 1, column: 1 },
    lines: [1, 1],
    returns: 'never',
    after: [],
    sites: [],
    module: {
      file: `${id}.wasm`,
      digest: createHash('sha256').update(binary).digest('hex'),
      bytes: binary.byteLength,
      globals: [],
    },
    ...fields,
  };
}

function bundle(
  name: string,
  parameters: Manifest['function']['parameters'],
  blocks: readonly { readonly manifest: BlockManifest; readonly binary: Uint8Array }[],
): Bundle {
  const manifest: Omit<Manifest, 'digest'> = {
    schema: 'shoal/manifest@1',
    abi: ABI_VERSION,
    profile: 'node20',
    function: { name, file: 'hand-made.ts', parameters, returns: floats },
    blocks: blocks.map((made) => made.manifest),
  };
  return {
    manifest: { ...manifest, digest: digestOfManifest(manifest) },
    files: new Map(blocks.map((made) => [made.manifest.module.file, made.binary])),
  };
}

const input = (name: string, type: Type = number): ContractItem => ({
  name,
  type,
  mode: 'in',
  region: all,
  from: 'parameter',
  source: name,
});

/** A parallel loop over `n` elements of \`rounds\` steps each. Arguments: n, rounds. */
export function orbitBundle(): Bundle {
  const orbit = assemble(ORBIT);
  const back = assemble(RETURN);
  return bundle(
    'orbit',
    [
      { name: 'n', type: number },
      { name: 'rounds', type: number },
    ],
    [
      {
        binary: orbit,
        manifest: block('b0', orbit, {
          kind: 'range',
          range: { from: [], to: [{ coefficient: 1, factors: ['n'] }] },
          slots: { n: { input: 0 }, rounds: { input: 1 }, out: { input: 2, output: 3 } },
          contract: [
            input('n'),
            input('rounds'),
            {
              name: 'out',
              type: floats,
              mode: 'out',
              region: all,
              written: {
                kind: 'interval',
                from: [{ coefficient: 1, factors: ['lo'] }],
                to: [{ coefficient: 1, factors: ['hi'] }],
              },
              fresh: { length: [{ coefficient: 1, factors: ['n'] }], fill: 0 },
            },
          ],
        }),
      },
      {
        binary: back,
        manifest: block('b1', back, {
          kind: 'task',
          after: ['b0'],
          returns: 'always',
          resultSlot: 1,
          resultType: floats,
          slots: { out: { input: 0 } },
          contract: [{ ...input('out', floats), from: 'b0' }],
        }),
      },
    ],
  );
}

export function orbit(n: number, rounds: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let x = i;
    let r = rounds;
    do x = x * 1.0000001 + 0.5;
    while (--r > 0);
    out[i] = x;
  }
  return out;
}

/** A loop that rewrites `width` of the first `window` elements of its state in each step. Arguments: state, steps, width, window. */
export function sweepBundle(): Bundle {
  const sweep = assemble(SWEEP);
  return bundle(
    'sweep',
    [
      { name: 'state', type: floats },
      { name: 'steps', type: number },
      { name: 'width', type: number },
      { name: 'window', type: number },
    ],
    [
      {
        binary: sweep,
        manifest: block('b0', sweep, {
          kind: 'sequential',
          returns: 'always',
          resultSlot: 4,
          resultType: floats,
          slots: { state: { input: 0 }, steps: { input: 1 }, width: { input: 2 }, window: { input: 3 } },
          contract: [input('state', floats), input('steps'), input('width'), input('window')],
        }),
      },
    ],
  );
}

export function sweep(state: Float64Array, steps: number, width: number, window: number): Float64Array {
  const result = state.slice();
  for (let s = 0; s < steps; s++) {
    let k = (Math.imul(s, width) >>> 0) % window;
    for (let j = 0; j < width; j++) {
      result[k] = result[k]! * 0.5 + s + j;
      if (++k >= window) k = 0;
    }
  }
  return result;
}
