import { describe, expect, it } from 'vitest';
import { securityLimits } from '../src/limits.ts';
import { securityOptions, type SecurityInput } from '../src/options.ts';

const limitsOf = (input: SecurityInput = {}) => securityLimits(securityOptions.parse(input));
const count = { kind: ['code', 'dependency', 'misconfig'], severityAtLeast: 'high' };

describe('the limits of the plugin', () => {
  it('are a budget of 15 that are high or worse, and no live secret, each over the checks that find such', () => {
    expect(limitsOf()).toEqual([
      { rule: 'security/max-high', count, max: 15, over: ['security/bandit', 'security/pip-audit'] },
      {
        rule: 'security/live-secrets',
        count: { kind: 'secret', severityAtLeast: 'low' },
        max: 0,
        over: ['security/secrets'],
      },
    ]);
  });

  it('take a number, the checks that are counted, and licences when asked', () => {
    expect(limitsOf({ maxHigh: 3 })[0]).toMatchObject({ max: 3 });
    expect(limitsOf({ maxHigh: { limit: 4, of: ['security/bandit'] } })[0]).toEqual({
      rule: 'security/max-high',
      count,
      max: 4,
      over: ['security/bandit'],
    });
    expect(limitsOf({ count: { kinds: ['code', 'secret'] } })[0]?.over).toEqual(['security/*']);
    expect(limitsOf({ licences: true })[0]?.count?.kind).toEqual([...count.kind, 'license']);
  });

  it('give each project, or each check, a budget of its own', () => {
    const projects = { billing: 'services/billing', orders: 'services/orders' };
    const options = securityOptions.parse({
      projects,
      maxHigh: { limit: 5, of: ['security/bandit'], per: 'project' },
    });
    expect(securityLimits(options, ['billing', 'orders'])).toMatchObject([
      { rule: 'security/max-high@billing', max: 5, over: ['security/bandit@billing'] },
      { rule: 'security/max-high@orders', max: 5, over: ['security/bandit@orders'] },
      { rule: 'security/live-secrets' },
    ]);
    expect(limitsOf({ maxHigh: { limit: 5, per: 'check' } })).toMatchObject([
      { rule: 'security/max-high:security/bandit', over: ['security/bandit'] },
      { rule: 'security/max-high:security/pip-audit', over: ['security/pip-audit'] },
      {},
    ]);
  });
});

describe('the options of the plugin', () => {
  it('refuse what is misspelt or makes no sense', () => {
    for (const wrong of [
      { maxhigh: 3 },
      { maxHigh: -1 },
      { maxHigh: { limit: 1, per: 'project' } },
      { bandit: { skip: [] } },
      { unaudited: [{ package: 'a' }] },
      { severity: { entropy: true } },
    ])
      expect(securityOptions.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
  });

  it('describe every field', () => {
    for (const [name, field] of Object.entries(securityOptions.shape))
      expect(field.description, name).toMatch(/\.$/u);
  });
});
