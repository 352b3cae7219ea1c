import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunReport } from '../../src/model/report.ts';
import { hostileReport, hostileText } from './hostile.ts';
import { replay } from './replay.ts';
import type { Story } from './stories.ts';

const OURS = /^::(?:group::.*|endgroup::)$/u;

function storyOf(cwd: string, report: RunReport, log: string): Story {
  const dir = join(cwd, '.sluice/runs', report.runId);
  const { plan, changes, results } = report;
  return {
    events: [
      { atMs: 0, event: { type: 'run-started', runId: report.runId, at: report.startedAt, dir, cwd } },
      { atMs: 1, event: { type: 'plan-ready', plan, changes, jobs: 2, expectedMs: {} } },
      ...results.flatMap((result) => [
        { atMs: 2, event: { type: 'check-started', id: result.id, at: report.startedAt } as const },
        { atMs: 2, event: { type: 'check-progress', id: result.id, message: log } as const },
        { atMs: 3, event: { type: 'check-slow', id: result.id, forMs: 5000 } as const },
        {
          atMs: 4,
          event: {
            type: 'check-ended',
            result,
            logs: result.attempts.map((attempt) => join(dir, attempt.log)),
          } as const,
        },
      ]),
      { atMs: 5, event: { type: 'tap-failed', plugin: log, hook: 'gate', tap: log, message: log } },
      { atMs: 6, event: { type: 'report-ready', report, dir } },
    ],
    logs: { 'logs/python-ruff.1.log': `first\n${log}\n`, 'logs/python-ruff.2.log': log },
    explanation: { flips: [log], checked: true },
  };
}

describe('console output with hostile texts', () => {
  let cwd = '';
  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), 'sluice-hostile-'));
  });
  afterAll(() => rmSync(cwd, { recursive: true }));

  test.each(['github', 'other'] as const)(
    'holds no command of others and no control character in CI (%s)',
    (ci) => {
      fc.assert(
        fc.property(hostileReport, hostileText, (report, log) => {
          const { raw } = replay(cwd, storyOf(cwd, report, log), {
            isTty: false,
            columns: 120,
            color: false,
            ci,
          });
          const lines = raw.split('\n');
          const commands = lines.filter((line) => /^[\s\p{DI}\p{Cf}]*::/u.test(line));
          expect(commands.every((line) => ci === 'github' && OURS.test(line))).toBe(true);
          expect(commands.filter((line) => line.startsWith('::group')).length).toBe(
            commands.filter((line) => line === '::endgroup::').length,
          );
          expect(lines.some((line) => /##(?:vso|teamcity)?\[/u.test(line))).toBe(false);
          // eslint-disable-next-line no-control-regex
          expect(raw).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/u);
          expect(raw.isWellFormed()).toBe(true);
        }),
        { numRuns: 60 },
      );
    },
  );

  test('never moves the cursor off its own lines on a terminal, at any width', () => {
    fc.assert(
      fc.property(hostileReport, hostileText, fc.integer({ min: 12, max: 130 }), (report, log, columns) => {
        const { raw } = replay(cwd, storyOf(cwd, report, log), {
          isTty: true,
          columns,
          color: false,
          ci: undefined,
        });
        // oxlint-disable-next-line no-control-regex
        const text = raw.replaceAll(/\u001B\[(?:\?2026[hl]|\d+A\r|2?K|J)/gu, '');
        // oxlint-disable-next-line no-control-regex
        expect(text).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/u);
      }),
      { numRuns: 60 },
    );
  });
});
