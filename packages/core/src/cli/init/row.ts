/** A line of what `init` prints: what it looked at, what it saw there, and what came of it. */
export interface Row {
  readonly what: string;
  readonly seen: string;
  /** After an arrow; nothing when nothing came of it. */
  readonly gives?: string;
}

/** One option of the config with the reason for it, as a line of its own. */
export interface ConfigLine {
  readonly key: string;
  readonly value: unknown;
  readonly because?: string;
}
