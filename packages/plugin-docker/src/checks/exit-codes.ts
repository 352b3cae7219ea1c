/** What an exit code of a tool can mean: it leaves the decision to what was written, or it is an error. */
export interface ExitMeaning {
  readonly says: string;
  readonly leaves: 'report' | 'error';
}

/**
 * The exit codes of the tools as they are run here. Any other code and a signal are `error`. The table in this
 * package's README is the same.
 */
export const EXIT_CODES = {
  'docker buildx build': {
    0: { says: 'an image; the engine must have it', leaves: 'report' },
    1: { says: 'a fault of the project; one of the engine or a registry', leaves: 'report' },
  },
  'docker run': {
    0: { says: 'started; it may have ended since', leaves: 'report' },
    125: { says: 'the engine made no container', leaves: 'error' },
    126: { says: 'the command of the image cannot be run', leaves: 'report' },
    127: { says: 'the command of the image is not in it', leaves: 'report' },
  },
  hadolint: {
    0: { says: 'nothing found; an empty Dockerfile', leaves: 'report' },
    1: { says: 'findings; usage; a file or a configuration that cannot be read', leaves: 'report' },
  },
  // With --exit-code and --exit-on-eol: without them it ends with 0 whatever it finds.
  trivy: {
    0: { says: 'nothing found', leaves: 'report' },
    1: { says: 'any error: no database, no image, an unknown flag', leaves: 'error' },
    42: { says: 'findings', leaves: 'report' },
    43: { says: 'a system without security fixes', leaves: 'report' },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<number, ExitMeaning>>>>;
