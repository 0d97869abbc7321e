/** `shoal explain`: what became of each loop, and why. */
import { writeFile } from 'node:fs/promises';
import { type CommandContext, fileError } from '../command.js';
import { htmlPage } from '../explain/html.js';
import { explanationText } from '../explain/text.js';
import { requireSourceFile } from '../source-file.js';

export interface ExplainOptions {
  readonly file: string;
  readonly fn?: string;
  readonly html?: string;
}

export async function explainCommand({ terminal }: CommandContext, options: ExplainOptions): Promise<undefined> {
  const file = await requireSourceFile(options.file);
  const { explain } = await import('../../../compiler/index.js');
  const explanation = explain(file, options.fn === undefined ? {} : { functionName: options.fn });
  const { html } = options;
  if (html !== undefined) {
    await writeFile(html, htmlPage(explanation)).catch((error: unknown) => {
      throw fileError(html, error, 'written');
    });
  }
  const { sources: _, ...document } = explanation;
  terminal.result({ schema: 'shoal/explain@1', ...document, ...(html === undefined ? {} : { html }) }, () =>
    explanationText(explanation, terminal),
  );
}
