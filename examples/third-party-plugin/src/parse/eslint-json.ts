import { z } from '@sluice/core';
import { readJson } from '../read-json.ts';
import { relativePath } from '../relative-path.ts';
import type { LintReport } from './lint-report.ts';

const report = z.array(
  z.object({
    filePath: z.string(),
    messages: z.array(
      z.object({
        ruleId: z.string().nullable(),
        severity: z.literal([1, 2]),
        message: z.string(),
        line: z.int().optional(),
        column: z.int().optional(),
        fix: z.object({}).optional(),
      }),
    ),
  }),
);

/** Reads `eslint --format json`; undefined when it is something else. */
export function parseEslint(stdout: string, cwd: string): LintReport | undefined {
  const files = readJson(stdout, report);
  return (
    files && {
      files: files.length,
      messages: files.flatMap(({ filePath, messages }) =>
        messages.map(({ ruleId, severity, message, line, column, fix }) => ({
          // A file that does not parse has no rule.
          rule: ruleId ?? 'parse',
          message,
          path: relativePath(cwd, filePath),
          line: line !== undefined && line > 0 ? line : undefined,
          column: column !== undefined && column > 0 ? column : undefined,
          isError: severity === 2,
          fixable: fix !== undefined,
        })),
      ),
    }
  );
}
