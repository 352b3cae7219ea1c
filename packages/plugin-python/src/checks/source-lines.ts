import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/** Gives the trimmed text of a line of a file; undefined when it cannot be read. */
export type SourceLine = (path: string, line: number | undefined) => Promise<string | undefined>;

/**
 * Reads source lines for findings, so that their fingerprints survive moved lines. Each file is read once; only
 * the last file is kept, as tools report file by file.
 */
export function sourceLines(cwd: string): SourceLine {
  let last: { path: string; lines: readonly string[] } | undefined;
  return async (path, line) => {
    if (line === undefined) return undefined;
    if (last?.path !== path) {
      const text = await readFile(resolve(cwd, path), 'utf8').catch(() => '');
      last = { path, lines: text.split(/\r?\n/) };
    }
    return last.lines[line - 1]?.trim();
  };
}
