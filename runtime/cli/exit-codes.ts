/** What the exit codes of every command mean. Documented in the README; a number is never used for anything else. */
export const EXIT = {
  ok: 0,
  /** The run, the verification or the benchmark failed. */
  failed: 1,
  /** Wrong flags, files, names, addresses or arguments. */
  usage: 2,
  compile: 3,
  unreachable: 4,
  rejected: 5,
  bug: 70,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Codes that do not follow the rule of their thousand. */
const EXCEPTIONS: Readonly<Record<string, ExitCode>> = {
  // What is wrong is not the source, but the file or the function that the command names.
  SHOAL1002: EXIT.usage,
  SHOAL1003: EXIT.usage,
  SHOAL1005: EXIT.usage,
  SHOAL3005: EXIT.rejected,
  SHOAL4002: EXIT.rejected,
  SHOAL4004: EXIT.usage,
};

const BY_THOUSAND: Readonly<Record<string, ExitCode>> = {
  '0': EXIT.usage,
  '1': EXIT.compile,
  '2': EXIT.failed,
  '3': EXIT.usage,
  '4': EXIT.unreachable,
  '5': EXIT.rejected,
  '6': EXIT.failed,
};

export function exitCodeOf(code: string): ExitCode {
  return EXCEPTIONS[code] ?? BY_THOUSAND[code.charAt('SHOAL'.length)] ?? EXIT.bug;
}
