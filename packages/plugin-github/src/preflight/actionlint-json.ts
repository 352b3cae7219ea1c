import { z } from '@sluice/core';
import type { LintProblem } from './lint-problem.ts';

const document = z.array(
  z.object({
    message: z.string().min(1),
    filepath: z.string(),
    line: z.int().nonnegative(),
    column: z.int().nonnegative(),
    kind: z.string().min(1),
    end_column: z.int().nonnegative().optional(),
  }),
);

/**
 * Reads what `actionlint -format '{{json .}}'` prints. A text is the reason why it is no evidence: not JSON, another
 * shape, or of a file that was not asked about.
 */
export function readActionlint(text: string, files: readonly string[]): readonly LintProblem[] | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'its output is not JSON';
  }
  const read = document.safeParse(value);
  if (!read.success) return 'its output is no list of problems';
  const stranger = read.data.find(({ filepath }) => !files.includes(filepath));
  if (stranger !== undefined) return 'it speaks of a file that it was not given';
  return read.data.map(({ filepath, message, line, column, kind, end_column: endColumn }) => ({
    path: filepath,
    message,
    line,
    column,
    kind,
    ...(endColumn === undefined ? {} : { endColumn }),
  }));
}
