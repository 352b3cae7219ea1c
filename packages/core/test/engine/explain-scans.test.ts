import { describe, expect, it } from 'vitest';
import type { Scan } from '../../src/engine/decide-scans.ts';
import { explainScans } from '../../src/engine/explain-scans.ts';
import type { Finding } from '../../src/model/finding.ts';

const finding = (line: number): Finding => ({
  ruleId: 'bandit/B602',
  tool: 'bandit',
  kind: 'code',
  severity: 'high',
  message: `shell ${line}`,
  location: { path: 'a.py', line },
  region: `run(${line})`,
});
const scan = (count: number, fields: Partial<Scan> = {}): Scan => ({
  id: 'security/bandit',
  title: 'bandit',
  findings: Array.from({ length: count }, (_, index) => finding(index + 1)),
  conclusion: 'success',
  ...fields,
});
const limits = [{ rule: 'security/max-high', count: { severityAtLeast: 'high' as const }, max: 2 }];
const explain = (scans: readonly Scan[]): ReturnType<typeof explainScans> =>
  explainScans({ scans, limits, waivers: [], now: '2026-11-25T12:00:00.000Z' });

describe('an explanation of reports', () => {
  it('names what counts against a broken limit, and the change that was tried', () => {
    const { blocks, flip } = explain([scan(3)]);
    expect(blocks).toMatchObject([{ objection: { rule: 'security/max-high', measured: 3, limit: 2 } }]);
    expect(blocks[0]?.evidence).toHaveLength(3);
    expect(flip).toMatchObject({ isChecked: true, flipsTo: 'pass' });
  });

  it('names a scan that did not work as what must be mended', () => {
    const { blocks, flip } = explain([scan(0, { conclusion: 'errored', reason: 'is cut short' })]);
    expect(blocks.map(({ objection }) => objection.checkId)).toContain('security/bandit');
    expect(flip?.changes[0]?.message).toContain('is cut short');
  });

  it('has nothing to say of a pass', () => {
    expect(explain([scan(2, { scope: { unit: 'files', seen: 1, missed: 0, detail: [] } })])).toEqual({
      blocks: [],
    });
  });
});
