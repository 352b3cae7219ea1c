import { z } from '@sluice/core';
import { readJson } from '../read-json.ts';
import type { LintReport } from './lint-report.ts';

const report = z.object({
  diagnostics: z.array(
    z.object({
      message: z.string(),
      code: z.string().optional(),
      severity: z.enum(['error', 'warning', 'advice']),
      url: z.string().optional(),
      filename: z.string(),
      labels: z.array(z.object({ span: z.object({ line: z.int(), column: z.int() }) })).default([]),
    }),
  ),
  number_of_files: z.int().nonnegative(),
});

/** Reads `oxlint --format=json`; undefined when it is something else. A word of its own may stand before the document. */
export function parseOxlint(stdout: string): LintReport | undefined {
  const read = readJson(stdout.slice(Math.max(0, stdout.indexOf('{'))), report);
  return (
    read && {
      files: read.number_of_files,
      messages: read.diagnostics.map(({ message, code, severity, url, filename, labels }) => ({
        // `eslint(no-debugger)`; a file that does not parse has no rule.
        rule: code?.replace(/^([^()]+)\(([^()]+)\)$/u, '$1/$2') ?? 'parse',
        message,
        path: filename.replaceAll('\\', '/').replace(/^\.\//u, ''),
        line: labels[0]?.span.line,
        column: labels[0]?.span.column,
        isError: severity === 'error',
        url,
      })),
    }
  );
}
