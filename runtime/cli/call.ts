/** One call of the command line, from its words to the end of the process. */
import { CommanderError } from 'commander';
import { describeFailure } from './failure.js';
import { createProgram } from './program.js';
import { createTerminal, flush, ignoreClosedPipes } from './terminal.js';

/** `words` come after `shoal`. Never returns: commands end the process themselves, with their exit codes. */
export async function callShoal(words: readonly string[]): Promise<never> {
  ignoreClosedPipes();
  // gRPC writes problems to stderr by itself, beside the sentence that this command ends with.
  process.env.GRPC_VERBOSITY ??= 'NONE';
  let exitCode = 0;
  try {
    await createProgram().parseAsync(words, { from: 'user' });
  } catch (error) {
    // What arrives here is the command line's own, such as an unknown flag, or --help, which has been answered.
    const isAnswer = error instanceof CommanderError && error.exitCode === 0;
    if (!isAnswer) {
      const failure = describeFailure(error);
      exitCode = failure.exitCode;
      await createTerminal(words.includes('--json')).fail(failure, error);
    }
  }
  await flush();
  process.exit(exitCode);
}
