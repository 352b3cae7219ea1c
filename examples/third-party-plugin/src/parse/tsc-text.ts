import { relativePath } from '../relative-path.ts';

interface TscError {
  readonly code: string;
  readonly message: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** What tsc printed with `--pretty false --diagnostics`. */
interface TscReport {
  readonly errors: readonly TscError[];
  /** The first error without a file: one of the configuration. */
  readonly unplaced?: string;
  /** How many files it read, libraries included; undefined when it did not come so far. */
  readonly files?: number;
}

const PLACED = /^(?<path>[^\s(].*)\((?<line>\d+),(?<column>\d+)\): error (?<code>TS\d+): (?<message>.*)$/u;
const UNPLACED = /^error (TS\d+: .*)$/u;

export function parseTsc(stdout: string, cwd: string): TscReport {
  const lines = stdout.split(/\r?\n/u);
  const errors = lines.flatMap((text) => {
    const { path, line, column, code, message } = PLACED.exec(text)?.groups ?? {};
    if (path === undefined || code === undefined || message === undefined) return [];
    return [{ code, message, path: relativePath(cwd, path), line: Number(line), column: Number(column) }];
  });
  const unplaced = lines.map((text) => UNPLACED.exec(text)?.[1]).find((text) => text !== undefined);
  const files = lines.map((text) => /^Files:\s+(\d+)$/u.exec(text)?.[1]).find((text) => text !== undefined);
  return {
    errors,
    ...(unplaced === undefined ? {} : { unplaced }),
    ...(files === undefined ? {} : { files: Number(files) }),
  };
}
