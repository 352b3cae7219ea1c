import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLogs } from '../../../src/report/html/read-logs.ts';
import { attempt, report, result } from '../builders.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sluice-logs-'));
  mkdirSync(join(dir, 'run/logs'), { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true }));

const numbered = (count: number): string =>
  Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('');

async function readOne(log: string) {
  const run = report({ results: [result('a/b', { conclusion: 'failure', attempts: [attempt({ log })] })] });
  return (await readLogs(run, () => join(dir, 'run'))).get(log);
}

describe('the logs of a page', () => {
  it('are longer for what failed than for what passed', async () => {
    for (const name of ['a', 'b']) writeFileSync(join(dir, `run/logs/${name}.log`), numbered(1000));
    const run = report({
      results: [
        result('a/good', { attempts: [attempt({ log: 'logs/a.log' })] }),
        result('a/bad', { conclusion: 'failure', attempts: [attempt({ log: 'logs/b.log' })] }),
      ],
    });
    const logs = await readLogs(run, () => join(dir, 'run'));
    const shown = (log: string): number => {
      const one = logs.get(log);
      return one !== undefined && 'parts' in one ? one.parts.flatMap(({ lines }) => lines).length : -1;
    };
    expect([...logs.keys()]).toEqual(['logs/b.log', 'logs/a.log']);
    expect([shown('logs/a.log'), shown('logs/b.log')]).toEqual([60, 400]);
  });

  it('hold the lines of triage wherever they are', async () => {
    writeFileSync(join(dir, 'run/logs/a.log'), numbered(5000));
    const run = report({
      results: [result('a/b', { conclusion: 'failure', attempts: [attempt({ log: 'logs/a.log' })] })],
      triage: [
        {
          id: 'a/b',
          attempt: 1,
          verdict: 'transient',
          category: 'dns',
          confidence: 1,
          why: 'w',
          advice: 'a',
          isOutside: true,
          log: 'logs/a.log',
          evidence: [{ line: 2500, text: 'line 2500', rule: 'r' }],
        },
      ],
    });
    const log = (await readLogs(run, () => join(dir, 'run'))).get('logs/a.log');
    expect(log !== undefined && 'parts' in log && log.parts.map(({ from }) => from)).toEqual([1, 2494, 4661]);
  });

  it('are two million characters in all; what failed comes first, and the rest is said to be left out', async () => {
    const results = Array.from({ length: 40 }, (_, index) => {
      writeFileSync(join(dir, `run/logs/${index}.log`), `${'x'.repeat(400)}\n`.repeat(500));
      return result(`a/c${index}`, {
        conclusion: index === 39 ? 'errored' : 'failure',
        level: index === 39 ? 'required' : 'optional',
        attempts: [attempt({ log: `logs/${index}.log` })],
      });
    });
    const logs = [...(await readLogs(report({ results }), () => join(dir, 'run'))).entries()];
    expect(logs[0]?.[0]).toBe('logs/39.log');
    const left = logs.filter(([, log]) => 'missing' in log);
    expect(left).toHaveLength(27);
    expect(left[0]?.[1]).toEqual({ missing: 'not in this page, which holds 2 million characters of logs' });
  });

  it.each([
    ['../../secret.log', 'not shown: it is not within the run folder'],
    ['logs/../../secret.log', 'not shown: it is not within the run folder'],
    ['logs/link.log', 'not shown: it is not within the run folder'],
    ['logs', 'not shown: it is no file'],
    ['.', 'not shown: it is not within the run folder'],
    ['logs/gone.log', 'not in the run folder'],
    ['logs/\u0000', 'could not be read (ERR_INVALID_ARG_VALUE)'],
  ])('never hold what a report of a stranger names as %j', async (log, missing) => {
    mkdirSync(join(dir, 'secret-folder'));
    writeFileSync(join(dir, '../secret.log'), 'secret');
    writeFileSync(join(dir, 'secret.log'), 'secret');
    symlinkSync(join(dir, 'secret.log'), join(dir, 'run/logs/link.log'));
    expect(await readOne(log)).toEqual({ missing });
    rmSync(join(dir, '../secret.log'));
  });

  it('wait for no pipe', async () => {
    execFileSync('mkfifo', [join(dir, 'run/logs/pipe.log')]);
    expect(await readOne('logs/pipe.log')).toEqual({ missing: 'not shown: it is no file' });
  });

  it('of another machine are said to be there', async () => {
    const run = report({ results: [result('a/b')] });
    const logs = await readLogs(run, () => undefined);
    expect([...logs.values()]).toEqual([
      { missing: 'not here: it is in the run folder of the machine that ran the check' },
    ]);
  });
});
