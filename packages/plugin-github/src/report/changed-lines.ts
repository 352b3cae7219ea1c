import { z } from '@sluice/core';

/** What is read of a file of a pull request. A file that is binary or very long comes without a patch. */
export const changedFile = z.object({ filename: z.string(), patch: z.string().optional() });

/** The lines that a pull request adds or changes, by the path from the root; a file without a patch has none known. */
export type ChangedLines = ReadonlyMap<string, ReadonlySet<number>>;

/** Reads the patches of a pull request. What is no hunk counts for nothing. */
export function changedLines(files: readonly z.output<typeof changedFile>[]): ChangedLines {
  return new Map(files.map(({ filename, patch = '' }) => [filename, new Set(addedLines(patch))]));
}

function* addedLines(patch: string): Generator<number> {
  let at = Number.NaN;
  for (const line of patch.split('\n')) {
    const start = /^@@ -\d{1,9}(?:,\d{1,9})? \+(\d{1,9})(?:,\d{1,9})? @@/u.exec(line)?.[1];
    if (start !== undefined) {
      at = Number(start);
      continue;
    }
    if (line.startsWith('+')) yield at;
    if (!line.startsWith('-') && !line.startsWith('\\')) at += 1;
  }
}
