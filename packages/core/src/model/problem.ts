/**
 * Something wrong with the config, a plugin or the environment, not with the code under test. Collected per phase
 * and shown together; any problem before checks start means exit 2.
 */
export interface Problem {
  /** A code of `errors/codes.ts`. */
  readonly code: string;
  /** What happened. */
  readonly message: string;
  /** What to do. */
  readonly hint: string;
  readonly file?: string;
  /** Where in the config: `plugins[0].python.pytest.coverage`. */
  readonly path?: string;
  readonly plugin?: string;
  readonly hook?: string;
  readonly tap?: string;
}
