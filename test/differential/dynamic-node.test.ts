/** The corpus of the dynamic tier is what it claims to be: TypeScript without errors whose functions give something that can be compared. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { DYNAMIC_TOPICS, loadDynamicCorpus, outcomeInNode } from './dynamic-corpus.js';

test('every topic is compared somewhere', () => {
  const suites = ['algorithms', 'builtins', 'language', 'regexps', 'text'].map((name) =>
    readFileSync(path.join(import.meta.dirname, `dynamic-${name}.test.ts`), 'utf8'),
  );
  for (const topic of DYNAMIC_TOPICS) expect(suites.filter((text) => text.includes(`'${topic}'`))).toHaveLength(1);
});

test('the corpus has no type errors', () => {
  const config = path.resolve(import.meta.dirname, '../corpus-dynamic/tsconfig.json');
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    path.dirname(config),
  );
  const found = ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options));
  const problems = found.filter(({ code }) => !isAboutPattern(code));
  expect(
    problems.map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`),
  ).toEqual([]);
});

/** TypeScript's own opinion of regular expressions, stricter than JavaScript, whose old forms must work too. */
function isAboutPattern(code: number): boolean {
  return code === 1125 || (code >= 1487 && code <= 1538);
}

describe.each(DYNAMIC_TOPICS)('%s', async (topic) => {
  const corpus = await loadDynamicCorpus(topic);
  test.each(corpus.functions)('$name', async ({ name, cases }) => {
    let returned = 0;
    for (const values of cases) {
      const first = await outcomeInNode(corpus.path, name, values);
      const second = await outcomeInNode(corpus.path, name, values);
      expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
      if (!first.threw) returned++;
      if (process.env.SHOAL_SHOW) console.log(name, values, first.threw ? 'threw' : 'gave', first.value);
    }
    expect(returned, 'a function that only ever throws shows little').toBeGreaterThan(0);
  });
});
