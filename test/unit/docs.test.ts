/** The documents keep up with the code: their links lead somewhere, every code is explained, every command is shown. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createProgram } from '../../runtime/cli/program.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const documents = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];

function codesIn(text: string): Set<string> {
  return new Set(text.match(/SHOAL\d{4}/g));
}

function sourcesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

describe('documents', () => {
  test.each(documents)('the links of %s lead somewhere', (path) => {
    const links = [...read(path).matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, target]) => target!);
    const dead = links.filter((link) => !/^https?:/.test(link) && !existsSync(resolve(ROOT, dirname(path), link)));
    expect(dead).toEqual([]);
  });

  test('explain every code', () => {
    const explained = codesIn(read('docs/errors.md'));
    const raised = codesIn([...sourcesUnder('compiler'), ...sourcesUnder('runtime')].map(read).join('\n'));
    raised.delete('SHOAL1000'); // a compilation that failed without a diagnostic, which is a bug
    expect([...raised].filter((code) => !explained.has(code)).sort()).toEqual([]);
  });

  test('show every command', () => {
    const readme = read('README.md');
    const names = createProgram().commands.map((command) => command.name());
    expect(names.filter((name) => !readme.includes(`shoal ${name}`))).toEqual([]);
  });
});
