/** The frontend alone against Node: every function of the corpus, run by the interpreter of the IR. */
import { describe, expect, test } from 'vitest';
import { loadProgram } from '../../compiler/frontend/index.js';
import { Trap } from '../../compiler/ir/index.js';
import { firstDifference } from '../../runtime/cli/values/index.js';
import { freshArguments, loadCorpus, loadInNode, TOPICS } from './corpus.js';
import { interpret } from './interpreter.js';

const CODES: Readonly<Record<Trap['reason'], string>> = {
  bounds: 'SHOAL2001',
  empty: 'SHOAL2001',
  thrown: 'SHOAL2002',
  arrayLength: 'SHOAL2003',
  steps: 'SHOAL2006',
};

function codeOf(error: unknown): string {
  if (error instanceof Trap) return CODES[error.reason];
  if (error instanceof RangeError && error.message.includes('call stack')) return 'SHOAL2004';
  throw error;
}

describe.each(TOPICS)('%s', async (topic) => {
  const corpus = await loadCorpus(topic);
  const node = await loadInNode(corpus.path);
  for (const { name, cases, failures } of corpus.functions) {
    test(name, () => {
      const { program } = loadProgram(corpus.path, { functionName: name });
      for (const values of cases) {
        const wanted = node[name]!(...freshArguments(values));
        expect(firstDifference(interpret(program, freshArguments(values)), wanted)).toBeUndefined();
      }
      for (const failure of failures) {
        if (failure.node) expect(() => node[name]!(...freshArguments(failure.arguments))).toThrow();
        let code: string | undefined;
        try {
          interpret(program, freshArguments(failure.arguments));
        } catch (error) {
          code = codeOf(error);
        }
        expect(code).toBe(failure.code);
      }
    });
  }
});
