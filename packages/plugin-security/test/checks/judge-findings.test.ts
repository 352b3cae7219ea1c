import type { Finding } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import { judgeFindings } from '../../src/checks/judge-findings.ts';
import { securityOptions, type SecurityInput } from '../../src/options.ts';

const FINDING: Finding = {
  ruleId: 'bandit/B602',
  tool: 'bandit',
  kind: 'code',
  severity: 'high',
  message: 'a shell',
  location: { path: 'app/a.py', line: 3 },
};

const judge = (finding: Partial<Finding>, input: SecurityInput = {}): Finding =>
  judgeFindings([{ ...FINDING, ...finding }], securityOptions.parse(input))[0] as Finding;

describe('the severity that counts', () => {
  it('is what the scanner and the steps say where the options say nothing', () => {
    expect(judge({})).toEqual(FINDING);
    expect(judge({ confidence: 'LOW' })).toMatchObject({ severity: 'medium' });
    expect(judge({ confidence: 'LOW' }, { severity: { confidence: false } })).toMatchObject({
      severity: 'high',
    });
  });

  it('is what the options say of a rule, the last that fits, and leaves a trail', () => {
    const rules = { 'bandit/B6*': 'low', 'bandit/B602': 'critical' } as const;
    expect(judge({}, { rules })).toMatchObject({
      severity: 'critical',
      steps: ['rules: high to critical, the options say so of bandit/B602'],
    });
    expect(judge({ ruleId: 'trivy/B602' }, { rules: { B602: 'low', '*': 'low' } }).severity).toBe('high');
  });

  it('stays info for a secret that only commits hold', () => {
    const past = {
      kind: 'secret',
      severity: 'info',
      steps: ['history: high to info, it is in commits only'],
    } as const;
    expect(judge(past, { rules: { 'bandit/*': 'critical' } })).toMatchObject(past);
  });

  it('leaves an ignored finding visible, and uncounted', () => {
    expect(judge({}, { rules: { 'bandit/*': 'ignore' } })).toMatchObject({
      severity: 'high',
      suppression: { kind: 'in-source', reason: 'option rules ignores bandit/*' },
    });
  });

  it('of what nobody knows is what the options make of it', () => {
    expect(judge({ severity: 'unknown' }).severity).toBe('unknown');
    expect(judge({ severity: 'unknown' }, { unknownAs: 'high' })).toMatchObject({
      severity: 'high',
      steps: ['unknownAs: unknown to high, no source knows it'],
    });
  });
});
