/** The transcripts of test/scenarios are what the machines do. UPDATE_SCENARIOS=1 rewrites them, to be reviewed as text. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { playScenario } from './scenario.js';

const directory = fileURLToPath(new URL('../../../scenarios/', import.meta.url));

describe('scenarios', () => {
  test.each(readdirSync(directory).filter((name) => name.endsWith('.txt')))('%s', (name) => {
    const path = directory + name;
    const text = readFileSync(path, 'utf8');
    const played = playScenario(text);
    if (process.env.UPDATE_SCENARIOS === '1') writeFileSync(path, played);
    else expect(text).toBe(played);
  });
});
