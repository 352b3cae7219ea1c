import type { Finding } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import { assessSeverity, type SeveritySwitches } from '../../src/severity/assess-severity.ts';

const bandit = (fields: Partial<Finding> = {}): Finding => ({
  ruleId: 'bandit/B602',
  tool: 'bandit',
  kind: 'code',
  severity: 'high',
  confidence: 'LOW',
  message: 'm',
  location: { path: 'app/a.py', line: 1 },
  ...fields,
});
const secret = (rule: string, fields: Partial<Finding> = {}): Finding => ({
  ruleId: `gitleaks/${rule}`,
  tool: 'gitleaks',
  kind: 'secret',
  severity: 'high',
  message: 'm',
  location: { path: 'app/a.py', line: 1 },
  ...fields,
});
const assess = (finding: Finding, switches?: SeveritySwitches): Finding | undefined =>
  assessSeverity([finding], switches)[0];

describe('the severity of a finding', () => {
  it.each([
    ['high', 'HIGH', 'high'],
    ['high', 'MEDIUM', 'high'],
    ['high', 'LOW', 'medium'],
    ['high', 'UNDEFINED', 'high'],
    ['medium', 'HIGH', 'medium'],
    ['medium', 'LOW', 'low'],
    ['low', 'LOW', 'low'],
    ['unknown', 'LOW', 'unknown'],
  ] as const)('of Bandit, %s at confidence %s, is %s', (severity, confidence, expected) => {
    expect(assess(bandit({ severity, confidence }))?.severity).toBe(expected);
  });

  it('leaves a trail, and what the tool said', () => {
    expect(assess(bandit({ raw: 'HIGH' }))).toMatchObject({
      severity: 'medium',
      raw: 'HIGH',
      confidence: 'LOW',
      steps: ['confidence: high to medium, Bandit has LOW confidence'],
    });
  });

  it.each(['tests/unit/test_a.py', 'app/conftest.py', 'test_a.py', 'src/a_test.py', 'tests/fixtures/x.py'])(
    'of an assertion in %s is for information',
    (path) => {
      const found = bandit({
        ruleId: 'bandit/B101',
        severity: 'low',
        confidence: 'HIGH',
        location: { path },
      });
      expect(assess(found)).toMatchObject({
        severity: 'info',
        steps: ['testPaths: low to info, it is in a test'],
      });
    },
  );

  it.each(['app/latest/a.py', 'contest/a.py', 'app/testament.py'])(
    'is as it was in %s, which is no test',
    (path) => {
      expect(
        assess(bandit({ ruleId: 'bandit/B101', confidence: 'HIGH', location: { path } }))?.severity,
      ).toBe('high');
    },
  );

  it.each([
    ['aws-access-token', 'critical'],
    ['github-pat', 'critical'],
    ['private-key', 'critical'],
    ['stripe-access-token', 'critical'],
    ['AWS-Access-Key', 'critical'],
    ['generic-api-key', 'high'],
    ['slack-bot-token', 'high'],
  ])('of a secret of rule %s is %s', (rule, severity) => {
    expect(assess(secret(rule))?.severity).toBe(severity);
  });

  it('of a placeholder is for information, whatever its rule', () => {
    expect(assess(secret('aws-access-token', { confidence: 'placeholder' }))).toMatchObject({
      severity: 'info',
      steps: ['placeholders: high to info, its value is a placeholder'],
    });
  });

  it('of a guess in a test is low, and a cloud key in a test stays critical', () => {
    const location = { path: 'tests/test_a.py', line: 1 };
    expect(assess(secret('generic-api-key', { location }))?.severity).toBe('low');
    expect(assess(secret('aws-access-token', { location }))?.severity).toBe('critical');
  });

  it.each([
    ['confidence', bandit()],
    ['testPaths', bandit({ ruleId: 'bandit/B101', confidence: 'HIGH', location: { path: 'tests/a.py' } })],
    ['placeholders', secret('generic-api-key', { confidence: 'placeholder' })],
    ['secretClass', secret('github-pat')],
  ])('is left alone by the step %s when that is switched off', (name, finding) => {
    expect(assess(finding)?.severity).not.toBe('high');
    expect(assess(finding, { [name]: false })).toEqual(finding);
  });

  it('does not change when it is assessed again', () => {
    const findings = [bandit(), secret('github-pat'), secret('x', { confidence: 'placeholder' })];
    const once = assessSeverity(findings);
    expect(assessSeverity(once)).toEqual(once);
  });
});
