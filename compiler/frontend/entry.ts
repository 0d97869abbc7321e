/** Which function of the file is meant. */
import ts from '#typescript';
import type { Diagnostic } from '../diagnostic.js';
import { CODES } from './codes.js';
import type { FunctionNode } from './program-builder.js';
import { functionOf } from './signatures.js';
import { diagnosticAt, type LoadedSource } from './source.js';

export interface Entry {
  readonly name: string;
  readonly node: FunctionNode;
}

/** Functions that the file exports, under their exported names, in the order of the text. */
export function exportedFunctions(source: LoadedSource): Entry[] {
  const { checker } = source;
  const module = checker.getSymbolAtLocation(source.entry);
  if (!module) return [];
  return checker.getExportsOfModule(module).flatMap((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const node = functionOf(target);
    return node ? [{ name: symbol.name, node }] : [];
  });
}

/** Why no function can be chosen. */
export interface EntryProblem {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

export function chooseEntry(source: LoadedSource, wanted: string | undefined): Entry | Diagnostic {
  const found = exportedFunctions(source);
  const file = source.entry;
  const names = found.map((entry) => entry.name);
  const chosen = chooseName(names, wanted, source.nameOf(file));
  if (typeof chosen !== 'string') return diagnosticAt(source, file, 0, 0, chosen.code, chosen.message, chosen.hint);
  return found.find((entry) => entry.name === chosen)!;
}

/** The wanted one of the exported functions, or the only one. `file`: its name in messages. */
export function chooseName(exported: readonly string[], wanted: string | undefined, file: string): string | EntryProblem {
  const names = exported.map((name) => `'${name}'`).join(', ');
  if (wanted !== undefined) {
    if (exported.includes(wanted)) return wanted;
    const message = `${file} exports no function '${wanted}'.`;
    if (exported.length === 0) return { code: CODES.functionNotFound, message, hint: EXPORT_HINT };
    const near = exported
      .map((name) => ({ name, distance: editDistance(name.toLowerCase(), wanted.toLowerCase()) }))
      .filter((candidate) => candidate.distance <= Math.max(2, wanted.length / 3))
      .sort((a, b) => a.distance - b.distance);
    const hint = near[0]
      ? `Did you mean ${near
          .slice(0, 3)
          .map((n) => `'${n.name}'`)
          .join(' or ')}?`
      : `It exports ${names}.`;
    return { code: CODES.functionNotFound, message, hint };
  }
  const [only, ...others] = exported;
  if (only === undefined) return { code: CODES.nothingExported, message: `${file} exports no function.`, hint: EXPORT_HINT };
  if (others.length > 0) {
    return {
      code: CODES.severalExported,
      message: `${file} exports several functions: ${names}.`,
      hint: `Say which one: --fn ${only}`,
    };
  }
  return only;
}

const EXPORT_HINT = "Put 'export' before the function to be compiled.";

/** Levenshtein's distance of two names. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, previous[j]! + 1, row[j - 1]! + 1));
    }
    previous = row;
  }
  return previous[b.length]!;
}
