/**
 * The files of test/diagnostics carry their expected diagnostics as comments behind the lines concerned:
 *
 *     return [...xs];
 *     //      ^ SHOAL1013 Spread is not supported.
 *
 * The caret stands under the first column; `//<` means column 1. Of what TypeScript reports (SHOAL1001) only its own number is given.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { check, examine } from '../../../../compiler/frontend/index.js';

const FOLDER = path.resolve(import.meta.dirname, '../../../diagnostics');
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

interface Marker {
  readonly line: number;
  readonly text: string;
}

function markersOf(source: string): Marker[] {
  const found: Marker[] = [];
  let line = 0;
  source.split('\n').forEach((text, index) => {
    const marker = /^\s*\/\/\s*([<^]) (SHOAL\d{4} .*)$/.exec(text);
    if (!marker) line = index + 1;
    else found.push({ line, text: `${line}:${marker[1] === '<' ? 1 : text.indexOf('^') + 1} ${marker[2]}` });
  });
  return found;
}

/** First and last line of each exported function. */
function functionsOf(source: string): { readonly name: string; readonly first: number; readonly last: number }[] {
  const file = ts.createSourceFile('x.ts', source, ts.ScriptTarget.ES2022, true);
  const lineAt = (position: number) => file.getLineAndCharacterOfPosition(position).line + 1;
  return file.statements.flatMap((node) => {
    if (!ts.isFunctionDeclaration(node) || !node.modifiers?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword)) return [];
    return [{ name: node.name!.text, first: lineAt(node.getStart()), last: lineAt(node.end) }];
  });
}

function reported(file: string, functionName: string): string[] {
  const { diagnostics } = examine(file, { functionName });
  return diagnostics
    .filter((diagnostic) => path.resolve(diagnostic.file) === file)
    .map(({ code, message, line, column }) => {
      const text = code === 'SHOAL1001' ? /\((TS\d+)\)$/.exec(message)![1] : message;
      return `${line}:${column} ${code} ${text}`;
    });
}

describe.each(FILES)('%s', (name) => {
  const file = path.join(FOLDER, name);
  const source = readFileSync(file, 'utf8');
  const markers = markersOf(source);
  const functions = functionsOf(source);

  test.runIf(functions.length > 0)('reports what its comments say, and nothing else', () => {
    const all = new Set<string>();
    for (const { name: functionName, first, last } of functions) {
      const found = reported(file, functionName);
      for (const one of found) all.add(one);
      const inside = markers.filter((marker) => marker.line >= first && marker.line <= last).map((marker) => marker.text);
      expect(found, functionName).toEqual(expect.arrayContaining(inside));
    }
    expect([...all].sort()).toEqual(markers.map((marker) => marker.text).sort());
  });

  test.runIf(functions.length > 0)('gives a hint with each of its own diagnostics', () => {
    const without = functions.flatMap((fn) =>
      check(file, { functionName: fn.name }).filter((one) => one.code !== 'SHOAL1001' && !one.hint),
    );
    expect(without).toEqual([]);
  });
});

test('the diagnostics of an imported file carry its name, behind those of the entry file', () => {
  const found = check(path.join(FOLDER, 'modules/cycle-a.ts'));
  expect(found.map(({ file, line, column, code }) => `${path.basename(file)}:${line}:${column} ${code}`)).toEqual([
    'cycle-a.ts:3:22 SHOAL1017',
    'cycle-b.ts:4:30 SHOAL1017',
  ]);
});
