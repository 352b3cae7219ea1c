import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isCiError, problemOf } from '../../errors/ci-error.ts';
import { messageOf } from '../../errors/message-of.ts';
import type { Problem } from '../../model/problem.ts';
import type { RunReport } from '../../model/report.ts';
import type { ReportFile } from './report-files.ts';

/** One recorded run, or why its file is none. */
export type RecordedFile =
  | { readonly file: string; readonly report: RunReport }
  | { readonly file: string; readonly problem: Problem };

/**
 * Reads recorded runs one after another, so that a thousand of them never lie in memory at once. The same bytes in two
 * places are one run. What is plainly no report, such as a `package.json`, is passed over.
 */
export async function* readRecorded(files: readonly ReportFile[]): AsyncGenerator<RecordedFile> {
  const { parseRunReport } = await import('../../report/run-report-schema.ts');
  const seen = new Set<string>();
  for (const { file, isNamed } of files) {
    try {
      const text = await readFile(file, 'utf8');
      const digest = hash('sha256', text);
      if (seen.has(digest)) continue;
      seen.add(digest);
      if (!isNamed && !mayBeReport(text)) continue;
      yield { file, report: parseRunReport(text, file) };
    } catch (error) {
      const problem = isCiError(error)
        ? error.problems[0]
        : problemOf('RUN_UNREADABLE', { file, detail: messageOf(error) }, { file });
      if (problem !== undefined) yield { file, problem };
    }
  }
}

/** By a name that another file would hardly have; what is no JSON at all may be a report that was cut short. */
function mayBeReport(text: string): boolean {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return true;
  }
  return typeof value === 'object' && value !== null && 'runId' in value && 'verdict' in value;
}
