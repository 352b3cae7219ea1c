/** What `ruff format --diff` says on standard error. */
export interface RuffFormatReport {
  readonly changed: number;
  readonly unchanged: number;
  /** Files that do not parse or cannot be read. */
  readonly failures: readonly {
    readonly path: string;
    readonly line?: number;
    readonly column?: number;
    readonly message: string;
  }[];
  /** Ruff says that it found no file at all. */
  readonly isEmpty: boolean;
}

/** Reads Ruff's own words, 0.1 to 0.17. The closing line is missing when no file was left to count. */
export function parseRuffFormat(stderr: string): RuffFormatReport {
  const count = (what: string): number => Number(new RegExp(`(\\d+) files? ${what}`).exec(stderr)?.[1] ?? 0);
  const failures = stderr.split(/\r?\n/).flatMap((line) => {
    const parse = /^error: Failed to parse (.+?):(\d+):(\d+): (.+)$/.exec(line);
    if (parse) {
      const place = { line: Number(parse[2]), column: Number(parse[3]) };
      return [{ path: parse[1] ?? '', ...place, message: parse[4] ?? '' }];
    }
    const other = /^error: Failed to (?:parse|read|format) (.+?): (.+)$/.exec(line);
    return other ? [{ path: other[1] ?? '', message: other[2] ?? '' }] : [];
  });
  return {
    changed: count('would be reformatted'),
    unchanged: count('(?:already formatted|left unchanged)'),
    failures,
    isEmpty: stderr.includes('No Python files found under the given path'),
  };
}
