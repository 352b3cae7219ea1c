/** What an exit code of a tool can mean here, and what else must hold before it is believed. */
export interface ExitMeaning {
  readonly exit: readonly number[];
  readonly and: string;
  readonly outcome: string;
}

/**
 * The exit codes that can be evidence, by tool, and what a check makes of each. A code that is not named, a signal and a
 * deadline are `errored`. The table in this package's README is made of it.
 */
export const EXIT_CODES = {
  Black: [
    { exit: [0], and: 'it counted at least one unchanged file', outcome: 'clean' },
    { exit: [0], and: '"No Python files are present"', outcome: 'errored' },
    {
      exit: [1],
      and: 'it counted as many files that would change as it named',
      outcome: 'a finding for each',
    },
    {
      exit: [123],
      and: 'every file it could not format is itself at fault (does not parse, is not text)',
      outcome: 'a finding for each, counted as missed',
    },
    { exit: [123], and: 'an internal error of Black', outcome: 'errored' },
    { exit: [2], and: 'it refused its arguments or its configuration', outcome: 'errored' },
  ],
  isort: [
    {
      exit: [0],
      and: 'it named no file, and its own listing has at least one that exists',
      outcome: 'clean; a file it could not read is counted as missed',
    },
    { exit: [1], and: 'it named files', outcome: 'a finding for each' },
    { exit: [1], and: 'a traceback, or a path that does not exist', outcome: 'errored' },
    { exit: [2], and: 'it refused its arguments', outcome: 'errored' },
  ],
  Ruff: [
    {
      exit: [0, 1],
      and: 'JSON that is whole, and its own listing has at least one file',
      outcome: 'a finding for each diagnostic (with 0: `--exit-zero`)',
    },
    { exit: [1], and: 'no diagnostic', outcome: 'errored' },
    {
      exit: [0, 1],
      and: 'every file in the listing could not be read (`E902`)',
      outcome: 'errored, with a finding for each',
    },
    { exit: [2], and: 'it refused its arguments or its configuration, or crashed', outcome: 'errored' },
  ],
  "Ruff's formatter": [
    { exit: [0], and: 'it counted at least one formatted file', outcome: 'clean' },
    {
      exit: [1],
      and: 'it counted as many files that would change as it showed',
      outcome: 'a finding for each',
    },
    {
      exit: [2],
      and: 'files that do not parse or cannot be read, but not all of them unreadable',
      outcome: 'a finding for each, counted as missed',
    },
    { exit: [2], and: 'no such file named, no file could be read', outcome: 'errored' },
  ],
  MyPy: [
    {
      exit: [0, 1],
      and: 'it says how many files it checked, at least one, and counted as many errors as were read',
      outcome: 'a finding for each error',
    },
    {
      exit: [2],
      and: 'a file that does not parse, a module found twice',
      outcome: 'errored: the rest was not checked',
    },
  ],
  pytest: [
    {
      exit: [0],
      and: 'its JUnit report and the record of the session agree: every collected test ran, none failed, not all were skipped',
      outcome: 'clean; coverage is judged by its limit',
    },
    {
      exit: [0],
      and: 'no report (a test called `os._exit(0)`), fewer tests ran than were collected, or all were skipped',
      outcome: 'errored',
    },
    { exit: [1], and: 'the report names failed tests', outcome: 'a finding for each, and a retry of these' },
    { exit: [1], and: 'no failed test: a hook of the project made the exit code', outcome: 'errored' },
    { exit: [2], and: 'files that could not be collected', outcome: 'errored, with a finding for each' },
    { exit: [2, 3], and: 'interrupted, or an error inside pytest', outcome: 'errored' },
    {
      exit: [4],
      and: 'an option in `addopts` that no installed plugin knows, or another misuse',
      outcome: 'errored; for known options with the package to add',
    },
    { exit: [5], and: 'no test was collected', outcome: 'errored' },
  ],
} as const satisfies Readonly<Record<string, readonly ExitMeaning[]>>;
