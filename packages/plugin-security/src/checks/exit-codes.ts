/** What an exit code of a scanner can mean. It leaves the decision to the report, or it is an
 * error: no evidence, whatever was written. */
export interface ExitMeaning {
  readonly says: string;
  readonly leaves: 'report' | 'error';
}

/**
 * The exit codes of the scanners as they are run here. Any other code, a signal and a deadline are `error`. The table
 * in this package's README is the same.
 */
export const EXIT_CODES = {
  bandit: {
    0: { says: 'nothing found; nothing parsed; a path is missing', leaves: 'report' },
    1: { says: 'findings; a crash', leaves: 'report' },
    2: { says: 'usage or configuration', leaves: 'error' },
  },
  'pip-audit': {
    0: { says: 'nothing found; all dependencies skipped', leaves: 'report' },
    1: { says: 'vulnerabilities; every fatal error', leaves: 'report' },
    2: { says: 'usage', leaves: 'error' },
  },
  gitleaks: {
    0: { says: 'no leaks; not a repository', leaves: 'report' },
    1: { says: 'an error; a partial scan', leaves: 'error' },
    42: { says: 'leaks', leaves: 'report' },
    126: { says: 'an unknown flag', leaves: 'error' },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<number, ExitMeaning>>>>;
