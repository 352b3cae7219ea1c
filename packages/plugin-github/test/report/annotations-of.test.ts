import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotationsOf } from '../../src/report/annotations-of.ts';
import { changedLines } from '../../src/report/changed-lines.ts';
import { workflowCommands } from '../../src/report/workflow-commands.ts';
import { finding, report, result } from '../../../core/test/report/builders.ts';
import { reportOf, hostileText } from '../../../core/test/report/hostile.ts';
import { blockedRun, findings } from './runs.ts';

describe('annotations', () => {
  it('are at most 500, say how many are left out, and stand on the diff first', () => {
    const lines = new Map([['src/app-3.py', new Set([9_994])]]);
    const { shown, left } = annotationsOf(blockedRun(10_000), lines);
    expect([shown.length, left]).toEqual([500, 9_500]);
    expect(shown[0]).toMatchObject({ path: 'src/app-3.py', start_line: 9_994 });
    expect(new Set(shown.map(({ path }) => path))).toEqual(new Set(['src/app-3.py']));
  });

  it('are as loud as their check, what blocks first', () => {
    const at = (line: number) => [finding({ location: { path: 'a.py', line }, message: `${line}` })];
    const run = report({
      results: [
        result('a/informs', { level: 'informational', conclusion: 'failure', findings: at(1) }),
        result('a/within-limit', { findings: at(2) }),
        result('a/optional', { level: 'optional', conclusion: 'failure', findings: at(3) }),
        result('a/blocks', { conclusion: 'failure', findings: at(4) }),
      ],
    });
    expect(
      annotationsOf(run).shown.map(({ start_line: line, annotation_level: level }) => [line, level]),
    ).toEqual([
      [4, 'failure'],
      [2, 'warning'],
      [3, 'warning'],
      [1, 'notice'],
    ]);
  });

  it('are of findings that count and have a place in the repository, each once', () => {
    const place = (path: string) => finding({ location: { path, line: 1 }, message: path });
    const run = report({
      environment: { ...report().environment, folder: 'services/orders' },
      results: [
        result('a/b@3.11', { findings: [place('x.py')] }),
        result('a/b@3.12', {
          findings: [
            place('x.py'),
            place('../../../etc/passwd'),
            place('/etc/passwd'),
            place('a\nb.py'),
            finding({ location: { path: 'waived.py' }, suppression: { kind: 'waiver', reason: 'r' } }),
            finding({ location: { path: 'old.py' }, state: 'existing' }),
            { ...finding(), location: undefined } as never,
          ],
        }),
      ],
    });
    expect(annotationsOf(run).shown.map(({ path }) => path)).toEqual(['services/orders/x.py']);
  });

  it('have a line, and columns on one line alone', () => {
    const at = (location: object) => finding({ location: { path: 'a.py', ...location } });
    const run = report({
      results: [
        result('a/b', {
          findings: [
            at({ line: 0, column: 3 }),
            at({ line: 5, endLine: 2 }),
            at({ line: 7, endLine: 9, column: 1 }),
          ],
        }),
      ],
    });
    expect(annotationsOf(run).shown).toMatchObject([
      { start_line: 1, end_line: 1, start_column: 3, end_column: 3 },
      { start_line: 5, end_line: 5 },
      { start_line: 7, end_line: 9 },
    ]);
  });

  it('are always such as GitHub takes, whatever a tool said', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 12, maxLength: 12 }), (texts) => {
        for (const one of annotationsOf(reportOf(texts)).shown) {
          expect(one.message.length).toBeLessThanOrEqual(4_000);
          expect(one.message).not.toBe('');
          expect(one.title.length).toBeLessThanOrEqual(200);
          expect(one.end_line).toBeGreaterThanOrEqual(one.start_line);
          expect(`${one.title}${one.message}`).not.toMatch(/@[\w-]|:\/\/|(?![\n\t])\p{Cc}|[\u202A-\u202E]/u);
          expect(one.title).not.toContain('\n');
          expect(one.path.startsWith('..') || one.path.startsWith('/')).toBe(false);
        }
      }),
    );
  });
});

describe('the lines that a pull request changes', () => {
  it('are those that it adds', () => {
    const patch =
      '@@ -1,3 +1,4 @@ class A\n one\n+two\n three\n-gone\n+here\n@@ -40 +41,2 @@\n-x\n+y\n+z\n\\ No newline at end of file';
    const lines = changedLines([{ filename: 'a.py', patch }, { filename: 'binary.png' }]);
    expect([...(lines.get('a.py') ?? [])]).toEqual([2, 4, 41, 42]);
    expect([...(lines.get('binary.png') ?? [0])]).toEqual([]);
  });
});

describe('commands of the runner', () => {
  it('are at most ten of a kind, the tenth saying how many more there are', () => {
    const commands = workflowCommands(annotationsOf(blockedRun(25)).shown);
    expect(commands).toHaveLength(10);
    expect(commands[0]).toBe(
      '::error file=src/app-0.py,line=1,endLine=1,title=python/ruff%3A ruff/F401 (medium)::finding 0',
    );
    expect(commands[9]).toBe('::error title=sluice::16 more: the summary and the report have all of them.');
    expect(workflowCommands(annotationsOf(blockedRun(10)).shown)).toHaveLength(10);
  });

  it('are each one line, and the only command in it, whatever a tool said', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (message, path) => {
        const run = report({
          results: [
            result('a/b', { findings: [...findings(1), finding({ message, location: { path, line: 1 } })] }),
          ],
        });
        for (const line of workflowCommands(annotationsOf(run).shown)) {
          expect(line).toMatch(/^::(?:error|warning|notice) [^\n\r]*$/u);
          expect(line.split('::')[1]).toMatch(/^(?:error|warning|notice) file=[^:]*$/u);
        }
      }),
    );
  });
});
