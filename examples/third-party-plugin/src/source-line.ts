import { readFile } from 'node:fs/promises';
import { resolve, sep } from 'node:path';

/** Reads lines of files of a project, each file once: what a finding is recognised by when it moves. */
export function sourceLines(
  cwd: string,
): (path: string, line: number | undefined) => Promise<string | undefined> {
  const files = new Map<string, Promise<readonly string[]>>();
  return async (path, line) => {
    const file = resolve(cwd, path);
    // A report may name anything; only the project's own files are read.
    if (line === undefined || !file.startsWith(cwd + sep)) return undefined;
    const lines =
      files.get(file) ??
      readFile(file, 'utf8').then(
        (text) => text.split('\n'),
        () => [],
      );
    files.set(file, lines);
    return (await lines)[line - 1]?.trim();
  };
}
