import { describe, expect, it } from 'vitest';
import { baseWords } from '../../src/gate/base-words.ts';
import type { Finding } from '../../src/model/finding.ts';

const one = (state?: Finding['state'], severity: Finding['severity'] = 'high'): Finding => ({
  ruleId: 'bandit/B602',
  tool: 'bandit',
  kind: 'code',
  severity,
  message: 'm',
  ...(state === undefined ? {} : { state }),
});
const high = { rule: 'security/max-high', count: { severityAtLeast: 'high' }, max: 1 } as const;

describe('what the base has too', () => {
  it.each([
    ['new ones alone', high, [one('new'), one('new')], ', none of it in the baseline'],
    [
      'new ones beside known ones, of this limit alone',
      high,
      [one('new'), one('existing'), one('existing'), one('existing', 'low')],
      ', none of it in the baseline, which has 2 more that do not count',
    ],
    [
      'a limit over known ones',
      { ...high, count: { state: 'existing' } } as const,
      [one('existing'), one('existing')],
      ', all of them in the baseline',
    ],
    ['a run without a baseline', high, [one(), one()], ''],
    ['a metric', { rule: 'python/coverage', metric: 'coverage', min: 80 } as const, [one('new')], ''],
  ])('is said of %s', (_name, limit, findings, words) => {
    expect(baseWords(limit, findings, 'pull_request')).toBe(words);
    expect(baseWords(limit, findings, 'push')).toBe('');
  });
});
