/** The parts of Binaryen's expressions, which its types leave out. Of the kinds that code generation, the library and Asyncify make. */
import binaryen from 'assemblyscript/binaryen';

type Ref = binaryen.ExpressionRef;
type Accessor = (of: Ref) => Ref | readonly Ref[];
type Accessors = Readonly<Record<string, Accessor>>;

/** Binaryen's own views of expressions by kind. */
export const node = binaryen as unknown as {
  readonly GlobalGet: { getName(of: Ref): string; setName(of: Ref, name: string): void };
  readonly Binary: { getOp(of: Ref): number; getLeft(of: Ref): Ref; getRight(of: Ref): Ref };
  readonly Const: { getValueI32(of: Ref): number };
};

const PARTS: Readonly<Record<string, readonly string[]>> = {
  Block: ['children'],
  If: ['condition', 'ifTrue', 'ifFalse'],
  Loop: ['body'],
  Break: ['condition', 'value'],
  Switch: ['condition', 'value'],
  Call: ['operands'],
  CallIndirect: ['target', 'operands'],
  LocalGet: [],
  LocalSet: ['value'],
  GlobalGet: [],
  GlobalSet: ['value'],
  Load: ['ptr'],
  Store: ['ptr', 'value'],
  Const: [],
  Unary: ['value'],
  Binary: ['left', 'right'],
  Select: ['ifTrue', 'ifFalse', 'condition'],
  Drop: ['value'],
  Return: ['value'],
  Nop: [],
  Unreachable: [],
  MemorySize: [],
  MemoryGrow: ['delta'],
  MemoryCopy: ['dest', 'source', 'size'],
  MemoryFill: ['dest', 'value', 'size'],
  AtomicRMW: ['ptr', 'value'],
  AtomicCmpxchg: ['ptr', 'expected', 'replacement'],
};

const ACCESSORS = new Map<number, readonly Accessor[]>(
  Object.entries(PARTS).map(([kind, parts]) => {
    const all = binaryen as unknown as Readonly<Record<string, unknown>>;
    const view = all[kind] as Accessors;
    return [all[`${kind}Id`] as number, parts.map((part) => view[`get${part[0]!.toUpperCase()}${part.slice(1)}`]!)];
  }),
);

export function childrenOf(expression: Ref): Ref[] {
  const kind = binaryen.getExpressionId(expression);
  const accessors = ACCESSORS.get(kind);
  if (!accessors) throw new Error(`An instruction that is not expected in a module: ${kind}`);
  return accessors.flatMap((accessor) => accessor(expression)).filter((child) => child !== 0);
}
