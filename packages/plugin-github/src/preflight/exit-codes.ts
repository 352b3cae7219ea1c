/** What an exit code of a linter of workflows can mean here, and what else must hold before it is believed. */
export interface ExitMeaning {
  readonly exit: readonly number[];
  readonly and: string;
  readonly outcome: string;
}

/**
 * The exit codes that can be evidence. A code that is not named, a signal, a deadline, and output that contradicts the
 * code are `errored`. The tables in docs/github.md are made of it.
 */
export const EXIT_CODES = {
  actionlint: [
    { exit: [0], and: '`[]`', outcome: 'clean' },
    { exit: [1], and: 'problems', outcome: 'findings of kind `workflow`; the [baseline](gate.md) applies' },
    {
      exit: [1],
      and: 'one of them is `could not parse as YAML`',
      outcome: 'errored, with the place: no baseline accepts it, and nothing else runs',
    },
  ],
  zizmor: [
    { exit: [0], and: '`[]`, or nothing that its own comments do not ignore', outcome: 'clean' },
    {
      exit: [11, 12, 13, 14],
      and: 'findings',
      outcome: "findings of kind `workflow`, with zizmor's severity",
    },
    { exit: [1], and: 'a file cannot be read or is no workflow', outcome: 'errored' },
    { exit: [2], and: 'it was misused', outcome: 'errored' },
    { exit: [3], and: 'nothing to look at', outcome: 'errored' },
  ],
} as const satisfies Readonly<Record<string, readonly ExitMeaning[]>>;
