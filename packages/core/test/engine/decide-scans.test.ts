import { describe, expect, it } from 'vitest';
import {
  decideScans,
  type Scan,
  type ScansDecision,
  type ScansInput,
} from '../../src/engine/decide-scans.ts';
import { updateBaseline } from '../../src/findings/update-baseline.ts';
import type { Finding } from '../../src/model/finding.ts';

const maxHigh = {
  rule: 'security/max-high',
  count: { severityAtLeast: 'high', kind: ['code', 'dependency', 'misconfig'] },
  max: 15,
} as const;
const now = '2026-11-25T10:00:00.000Z';

function advisory(tool: string, index: number, more: Partial<Finding> = {}): Finding {
  return {
    ruleId: `${tool}/CVE-2020-${index}`,
    tool,
    kind: 'dependency',
    severity: 'high',
    message: 'an advisory',
    package: { purl: 'pkg:pypi/a@1', name: 'a', version: '1', fixedVersions: ['2'] },
    ...more,
  };
}

function scan(tool: string, count: number, more: Partial<Scan> = {}): Scan {
  const findings = [...Array(count).keys()].map((index) => advisory(tool, index));
  return { id: `security/${tool}`, title: tool, findings, conclusion: 'success', ...more };
}

function decided(scans: readonly Scan[], more: Partial<ScansInput> = {}): ScansDecision {
  return decideScans({ scans, limits: [maxHigh], waivers: [], now, ...more });
}

describe('deciding over reports', () => {
  it.each([
    ['15 pass', [scan('trivy', 15)], 15, 'pass'],
    ['16 block', [scan('trivy', 16)], 16, 'block'],
    ['12 and the same 12 pass', [scan('trivy', 12), scan('pip-audit', 12)], 12, 'pass'],
    ['16 and 12 of them block', [scan('trivy', 16), scan('pip-audit', 12)], 16, 'block'],
  ] as const)('%s', (_name, scans, high, level) => {
    const { counts, verdict, findings } = decided(scans);
    expect([counts.high, findings.length, verdict.level]).toEqual([high, high, level]);
    if (level === 'block')
      expect(verdict.objections).toMatchObject([{ rule: 'security/max-high', measured: 16, limit: 15 }]);
  });

  it('blocks for a report that says nothing of what it did not see, and counts what it saw', () => {
    const { counts, verdict } = decided([
      scan('bandit', 3, { conclusion: 'errored', reason: '2 files missed' }),
    ]);
    expect(counts.high).toBe(3);
    expect(verdict.level).toBe('block');
    expect(verdict.objections.map(({ message }) => message).join('\n')).toContain('2 files missed');
  });

  it('blocks when nothing was looked at, and without any report', () => {
    const scope = { unit: 'files', seen: 0, missed: 0, detail: [] };
    expect(decided([scan('bandit', 0, { scope })]).verdict.level).toBe('block');
    expect(decided([]).verdict.level).toBe('block');
  });

  it('does not count what is waived, keeps it visible, and says nothing of waivers for other checks', () => {
    const term = { reason: 'not reachable here', owner: '@ann', expires: '2027-01-15' };
    const waivers = [
      { vulnerability: 'CVE-2020-3', package: 'A', ...term },
      { check: 'python/ruff', ...term },
      { rule: 'ruff/E501', path: '**', ...term },
    ];
    const { counts, findings, verdict } = decided([scan('trivy', 16)], { waivers });
    expect([counts.high, findings.length, verdict.level]).toEqual([15, 16, 'pass']);
    expect(verdict.objections).toEqual([]);
    expect(findings.filter(({ suppression }) => suppression?.owner === '@ann')).toHaveLength(1);
  });

  it('says when a waiver that concerns these reports has expired', () => {
    const reason = 'known for the time being';
    const waivers = [
      { vulnerability: 'CVE-2020-3', package: 'a', reason, owner: '@ann', expires: '2026-11-01' },
    ];
    expect(decided([scan('trivy', 4)], { waivers }).verdict.objections[0]?.rule).toBe('waiver-expired');
  });

  it('leaves an unknown severity unknown, or counts it as it is told to', () => {
    const unknown = scan('pip-audit', 0, {
      findings: [...Array(16).keys()].map((index) => advisory('pip-audit', index, { severity: 'unknown' })),
    });
    expect(decided([unknown])).toMatchObject({
      counts: { unknown: 16, high: 0 },
      verdict: { level: 'pass' },
    });
    const counted = decided([unknown], { unknownAs: 'high' });
    expect(counted).toMatchObject({ counts: { unknown: 0, high: 16 }, verdict: { level: 'block' } });
    expect(counted.findings[0]?.steps).toEqual(['unknown severity counts as high']);
  });

  it('does not count what is accepted', () => {
    const { baseline } = updateBaseline({
      problems: decided([scan('trivy', 16)]).findings,
      isComplete: true,
      reason: 'what was there',
    });
    const { verdict, findings } = decided([scan('trivy', 17), scan('pip-audit', 12)], { baseline });
    expect(verdict.level).toBe('pass');
    expect(findings.filter(({ state }) => state === 'new').map(({ ruleId }) => ruleId)).toEqual([
      'trivy/CVE-2020-16',
    ]);
  });

  it('keeps a limit to the reports it names', () => {
    const { verdict } = decided([scan('trivy', 16), scan('bandit', 1)], {
      limits: [{ ...maxHigh, over: ['security/bandit'] }],
    });
    expect(verdict.level).toBe('pass');
  });
});
