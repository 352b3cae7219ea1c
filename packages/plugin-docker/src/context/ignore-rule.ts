/** One line of a .dockerignore file. */
export interface IgnoreRule {
  /** Relative to the context, cleaned as docker cleans it. */
  readonly pattern: string;
  /** It began with `!`: what it matches is sent after all. */
  readonly isException: boolean;
}
