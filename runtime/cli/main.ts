#!/usr/bin/env node
/** The `shoal` command. */
import { CommanderError } from 'commander';
import { describeFailure } from './failure.js';
import { createProgram } from './program.js';
import { createTerminal, flush, ignoreClosedPipes } from './terminal.js';

ignoreClosedPipes();
try {
  await createProgram().parseAsync();
} catch (error) {
  // Commands end the process themselves: what arrives here is the command line's own, such as an unknown flag.
  const isAnswer = error instanceof CommanderError && error.exitCode === 0;
  if (!isAnswer) {
    const failure = describeFailure(error);
    process.exitCode = failure.exitCode;
    await createTerminal(process.argv.includes('--json')).fail(failure, error);
  }
  await flush();
  process.exit();
}
