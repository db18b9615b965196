/** What the exit codes of `modelwatch` mean; `--help` shows them. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  found: 3,
  unreachable: 4,
  undecided: 5,
} as const;

export const EXIT_CODES_HELP = `
Exit codes:
  0  done
  1  it failed; the sentence on standard error says why
  2  the command line or the configuration is wrong
  3  it is done, and something is wrong: check found faults, load had events quarantined, a replay failed rows,
     an investigation found a change, a candidate breaks a guard rail, a canary is to be rolled back, a shadow
     stopped itself
  4  the collector cannot be reached
  5  it is too early to tell: the comparison of a canary says wait, a candidate has too few rows or labels`;

/** Ends a command with another code than its error would have. */
export class ExitWith extends Error {
  constructor(
    readonly code: number,
    message = '',
  ) {
    super(message);
  }
}
