import { describe, expect, it } from 'vitest';
import { readBanditReport } from '../../src/parse/bandit-json.ts';
import { readPipAuditReport } from '../../src/parse/pip-audit-json.ts';
import { acceptMissed } from '../../src/scope/accept-missed.ts';

const skipped = (name: string): object => ({ name, skip_reason: 'not found' });
const audit = (...names: readonly string[]): ReturnType<typeof readPipAuditReport> =>
  readPipAuditReport(
    JSON.stringify({ dependencies: [{ name: 'idna', version: '3.10', vulns: [] }, ...names.map(skipped)] }),
  );
const unaudited = [{ package: 'acme-*', reason: 'internal index' }];

describe('what a scan missed', () => {
  it('is complete when all of it is accepted, and shown with the reason', () => {
    const report = acceptMissed(audit('Acme_Orders'), { unaudited });
    expect(report).toMatchObject({
      status: 'complete',
      missed: [],
      scope: { seen: 1, missed: 0, detail: ['Acme_Orders not scanned, accepted: internal index'] },
    });
    expect(report).not.toHaveProperty('reason');
    expect(report).not.toHaveProperty('code');
  });

  it('is partial by the rest', () => {
    expect(acceptMissed(audit('acme-orders', 'other'), { unaudited })).toMatchObject({
      status: 'partial',
      reason: '1 of 2 dependencies not scanned: other (not found)',
    });
  });

  it('is as it was when nothing of it is accepted', () => {
    const report = audit('other');
    expect(acceptMissed(report, { unaudited, allowMissed: ['other'] })).toBe(report);
  });

  it('stays failed when nothing was seen: all of it accepted would be a pass without evidence', () => {
    const report = readPipAuditReport(JSON.stringify({ dependencies: [skipped('acme-orders')] }));
    expect(acceptMissed(report, { unaudited })).toMatchObject({ status: 'failed', code: 'nothing-scanned' });
  });

  it.each([
    ['legacy/**', true],
    ['**/broken.py', true],
    ['./legacy/old/broken.py', true],
    ['legacy/*', false],
    ['broken.py', false],
  ])('as a file is accepted by %s: %s', (glob, isAccepted) => {
    const errors = [{ filename: 'legacy/old/broken.py', reason: 'syntax error' }];
    const text = JSON.stringify({ errors, metrics: { _totals: {}, 'a.py': {} }, results: [] });
    const { status } = acceptMissed(readBanditReport(text), { allowMissed: [glob] });
    expect(status).toBe(isAccepted ? 'complete' : 'partial');
  });

  it('as a record that cannot be read is never accepted', () => {
    const text = JSON.stringify({ dependencies: [{ name: 'a', version: '1', vulns: [] }, 7] });
    const report = acceptMissed(readPipAuditReport(text), {
      unaudited: [{ package: '*', reason: 'everything' }],
      allowMissed: ['**'],
    });
    expect(report.status).toBe('partial');
  });
});
