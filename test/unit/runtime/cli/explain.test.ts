/** The page of `shoal explain --html`, and its text. */
import { describe, expect, test } from 'vitest';
import { explain } from '../../../../compiler/index.js';
import { htmlPage } from '../../../../runtime/cli/explain/html.js';
import { explanationText } from '../../../../runtime/cli/explain/text.js';
import { createTerminal } from '../../../../runtime/cli/terminal.js';

const explanation = explain('examples/image-filter.ts');
const terminal = createTerminal(false, { NO_COLOR: '1' });

describe('the page', () => {
  const page = htmlPage(explanation);

  test('shows every line of the source, with a mark for each loop around it', () => {
    const lines = explanation.sources.get('examples/image-filter.ts')!.trimEnd().split('\n');
    expect(page.match(/<tr id="L\d+">/g)).toHaveLength(lines.length);
    const [row] = /<tr id="L25">.*<\/tr>/.exec(page)!;
    expect([...row.matchAll(/<i class="(\w+)"/g)].map(([, kind]) => kind)).toEqual(['doall', 'doall', 'doall', 'reduction']);
  });

  test('says beside each loop why', () => {
    for (const { reason } of explanation.loops) expect(page).toContain(reason.replaceAll('"', '&quot;'));
    const cells = [...page.matchAll(/rowspan="(\d+)"/g)].map(([, rows]) => Number(rows));
    expect(cells.reduce((sum, rows) => sum + rows, 0)).toBe(page.match(/<tr id=/g)!.length);
  });

  test('stands alone, and lets no text of the source through as markup', () => {
    expect(page).not.toMatch(/<script|<link|src=|url\(/);
    expect(page).toContain('k &lt; kernel.length');
    expect(page).toContain('prefers-color-scheme: dark');
  });
});

test('the text shows the head of each loop, the reason and the numbers', () => {
  const text = explanationText(explanation, terminal);
  expect(text).toContain('doall: loop y\n  examples/image-filter.ts:20:3\n');
  expect(text).toContain('> 20 |   for (let y = 0; y < height; y++) {');
  expect(text).toContain('It is block b1 (range).');
  expect(text).toMatch(/operations in each iteration; bytes of a shard \[lo, hi\): in rgb 3\*hi\*width - 3\*lo\*width/);
  expect(text.split('\n').at(-1)).toMatch(/^findEdges: 12 loops, 12 parallel, of which 4 became blocks; 7 blocks in all\.$/);
});
