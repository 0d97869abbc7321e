/** Which function of the file is meant. */
import ts from 'typescript';
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

export function chooseEntry(source: LoadedSource, wanted: string | undefined): Entry | Diagnostic {
  const found = exportedFunctions(source);
  const names = found.map((entry) => `'${entry.name}'`).join(', ');
  const file = source.entry;
  const problem = (code: string, message: string, hint: string): Diagnostic =>
    diagnosticAt(source, file, 0, 0, code, message, hint);
  const name = source.nameOf(file);
  if (wanted !== undefined) {
    const entry = found.find((candidate) => candidate.name === wanted);
    if (entry) return entry;
    if (found.length === 0) return problem(CODES.functionNotFound, `${name} exports no function '${wanted}'.`, EXPORT_HINT);
    const near = found
      .map((candidate) => ({ name: candidate.name, distance: editDistance(candidate.name.toLowerCase(), wanted.toLowerCase()) }))
      .filter((candidate) => candidate.distance <= Math.max(2, wanted.length / 3))
      .sort((a, b) => a.distance - b.distance);
    const hint = near[0]
      ? `Did you mean ${near
          .slice(0, 3)
          .map((n) => `'${n.name}'`)
          .join(' or ')}?`
      : `It exports ${names}.`;
    return problem(CODES.functionNotFound, `${name} exports no function '${wanted}'.`, hint);
  }
  const [only, ...others] = found;
  if (!only) return problem(CODES.nothingExported, `${name} exports no function.`, EXPORT_HINT);
  if (others.length > 0) {
    return problem(CODES.severalExported, `${name} exports several functions: ${names}.`, `Say which one: --fn ${only.name}`);
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
