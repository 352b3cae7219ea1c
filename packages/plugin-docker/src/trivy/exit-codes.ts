/** What an exit code of Trivy can mean as it is run here. */
export interface ExitMeaning {
  readonly says: string;
  readonly leaves: 'report' | 'error';
}

/**
 * Given with `--exit-code` and `--exit-on-eol`, so that findings can be told from an error, which is 1. Without them
 * Trivy ends with 0 whatever it finds. Any other code, a signal and a deadline are errors; the table in this package's
 * README is the same.
 */
export const EXIT_CODES: Readonly<Record<number, ExitMeaning>> = {
  0: { says: 'nothing found', leaves: 'report' },
  1: { says: 'any error: no database, no image, an unknown flag', leaves: 'error' },
  42: { says: 'findings', leaves: 'report' },
  43: { says: 'a system without security fixes', leaves: 'report' },
};

export const FOUND = 42;
export const END_OF_LIFE = 43;
