import { describe, expect, it } from 'vitest';
import { badge } from '../../src/report/badge.ts';
import { checkRunBody } from '../../src/report/check-run-body.ts';
import { reportOptions } from '../../src/report/report-options.ts';
import type { RecordedRun } from '../../src/report/recorded-run.ts';
import { runOutcome } from '../../src/report/run-outcome.ts';
import { statusBody } from '../../src/report/status-body.ts';
import { objection } from '../../../core/test/report/builders.ts';
import { blockedRun, passedRun } from './runs.ts';

const place = {
  runUrl: 'https://github.com/acme/orders/actions/runs/9001',
  attempt: 2,
  runId: 9001,
  headSha: 'b'.repeat(40),
};
const warned = passedRun({ verdict: { level: 'warn', objections: [objection({ level: 'warn' })] } });
const advised = blockedRun(3, {
  verdict: { level: 'block', enforcedFrom: '2026-12-07', objections: [objection()] },
});
const unstarted = passedRun({
  end: 'problems',
  problems: [{ code: 'CONFIG_INVALID', message: 'm', hint: 'h' }],
});

const cases: readonly (readonly [string, RecordedRun, readonly string[]])[] = [
  ['passed', { report: passedRun() }, ['Passed: 2 required', 'success', 'success', 'passed']],
  [
    'warned',
    { report: warned },
    ['Passed with 1 warning: 2 required', 'success', 'success', 'passed with warnings'],
  ],
  [
    'is not enforced yet',
    { report: advised },
    ['Would block, not enforced yet: 1 reason', 'neutral', 'success', 'would block'],
  ],
  ['blocked', { report: blockedRun() }, ['Blocked: 1 reason', 'failure', 'failure', 'blocked']],
  ['did not start', { report: unstarted }, ['Not started: 1 problem', 'failure', 'error', 'no result']],
  [
    'crashed',
    { report: passedRun({ end: 'crashed' }) },
    ['Crashed: nothing counts as passed', 'failure', 'error', 'no result'],
  ],
  [
    'was cancelled',
    { report: passedRun({ end: 'cancelled' }) },
    ['Cancelled', 'cancelled', 'error', 'cancelled'],
  ],
  [
    'left no report',
    { gateResult: 'failure' },
    ['No result: no report was recorded and the job ended as failure', 'failure', 'error', 'no result'],
  ],
  [
    'passed in a job that failed',
    { report: passedRun(), gateResult: 'failure' },
    ['Blocked: no check says so, but the job ended as failure', 'failure', 'failure', 'blocked'],
  ],
  [
    'has a verdict that nobody knows',
    { report: passedRun({ verdict: { level: 'great' as 'pass', objections: [] } }) },
    ['Blocked: 0 reasons', 'failure', 'failure', 'blocked'],
  ],
];

describe('a run that', () => {
  it.each(cases)('%s has one colour everywhere', (_name, run, [title, conclusion, state, message]) => {
    const body = checkRunBody(run, { name: 'sluice/report', environment: place, left: 0 });
    expect(runOutcome(run).title).toBe(title);
    expect(body).toMatchObject({ conclusion, output: { title }, external_id: 'sluice:9001:2' });
    expect(statusBody(run, 'sluice/verdict', place)).toMatchObject({ state, description: title });
    expect(badge(run)).toMatchObject({ schemaVersion: 1, label: 'sluice', message });
  });

  it('has evidence puts its digest where it is known again, and whole where people read it', () => {
    const sha256 = '61c0'.repeat(16);
    const run = { report: passedRun(), sha256 };
    const body = checkRunBody(run, { name: 'sluice/report', environment: place, left: 0 });
    expect(body.external_id).toBe(`sluice:9001:2:${sha256}`);
    expect(body.output.summary).toContain(`Evidence sha256 \`${sha256}\``);
    expect(body.output.summary).toContain(`npx sluice verify --commit ${place.headSha}`);
  });

  it('has a job whose result is no word of the host is told without it', () => {
    expect(runOutcome({ gateResult: '@everyone <b>' }).title).toContain('ended as unknown');
  });
});

describe('where a run is shown', () => {
  it('is everywhere unless told otherwise', () => {
    expect(reportOptions.parse(undefined)).toEqual({
      comment: true,
      check: 'sluice/report',
      status: 'sluice/verdict',
      coverage: false,
      summary: true,
    });
  });

  it.each([
    [{ check: 'sluice' }, 'the name of the job that decides'],
    [{ status: 'Sluice ' }, 'the name of the job that decides'],
    [{ status: 'sluice/report' }, 'the name of the check run too'],
    [{ check: '$(x)' }, 'no name that can be shown'],
    [{ check: '-x' }, 'no name that can be shown'],
    [{ author: '@everyone' }, 'no name of an account'],
    [{ comments: true }, 'Unrecognized key'],
  ])('is refused: %o', (given, message) => {
    const read = reportOptions.safeParse(given);
    expect(read.success).toBe(false);
    expect(JSON.stringify(read.error?.issues)).toContain(message);
  });
});
