import { describe, expect, it } from 'vitest';
import { appliesTo, judgeLimit, measurementWords } from '../../src/gate/limits.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { CountFilter, Limit } from '../../src/model/limit.ts';
import { finding } from './gate-fixtures.ts';

function judge(
  limit: Omit<Limit, 'rule'>,
  facts: { findings?: readonly Finding[]; metrics?: Record<string, number> } = {},
): unknown {
  return judgeLimit({ rule: 'r', ...limit }, { findings: [], metrics: {}, ...facts }).map(
    ({ measured, isBroken }) => [measured, isBroken],
  );
}

describe('a count', () => {
  const findings = [
    finding({ severity: 'critical', kind: 'dependency' }),
    finding({ severity: 'high', fixable: true }),
    finding({ severity: 'low', kind: 'format', ruleId: 'black/format' }),
    finding({ severity: 'unknown', kind: 'dependency' }),
    finding({ severity: 'high', state: 'existing' }),
    finding({ severity: 'high', suppression: { kind: 'waiver', reason: 'r' } }),
    finding({ severity: 'high', suppression: { kind: 'in-source', reason: 'r' } }),
  ];

  it.each<[CountFilter, number]>([
    [{}, 4],
    [{ severityAtLeast: 'critical' }, 1],
    [{ severityAtLeast: 'high' }, 2],
    [{ severityAtLeast: 'info' }, 3],
    [{ severityAtLeast: 'unknown' }, 4],
    [{ state: 'new' }, 4],
    [{ state: 'existing' }, 1],
    [{ kind: 'dependency' }, 2],
    [{ kind: ['dependency', 'format'] }, 3],
    [{ fixable: true }, 1],
    [{ fixable: false }, 3],
    [{ ruleId: 'black/format' }, 1],
    [{ ruleId: 'bl*/f*' }, 1],
    [{ ruleId: 'tool/rule', severityAtLeast: 'high', kind: 'code' }, 1],
  ])('of %j is %i: never what is waived, of the baseline only where it says so', (count, expected) => {
    expect(judge({ count, max: expected }, { findings })).toEqual([[expected, false]]);
    expect(judge({ count, max: expected - 1 }, { findings })).toEqual([[expected, true]]);
  });

  it('takes a severity that does not exist for the worst', () => {
    expect(
      judge(
        { count: { severityAtLeast: 'critical' }, max: 0 },
        { findings: [finding({ severity: 'HIGH' as never })] },
      ),
    ).toEqual([[1, true]]);
  });

  it('with a least number is broken, for it would reward finding more', () => {
    expect(judge({ count: {}, min: 1 }, { findings })).toEqual([[4, true]]);
  });
});

describe('a metric', () => {
  it.each<[Omit<Limit, 'rule'>, number, boolean]>([
    [{ min: 30 }, 30, false],
    [{ min: 30 }, 29.999, true],
    [{ max: 5 }, 5, false],
    [{ max: 5 }, 5.001, true],
  ])('%j measured as %d is broken: %s', (bounds, value, isBroken) => {
    expect(judge({ metric: 'm', ...bounds }, { metrics: { m: value } })).toEqual([[value, isBroken]]);
  });

  it.each([[{}], [{ m: NaN }], [{ m: Infinity }], [{ m: '90' as unknown as number }]])(
    'that was not measured (%j) breaks its limit',
    (metrics) => {
      expect(judge({ metric: 'm', max: 5 }, { metrics })).toEqual([[undefined, true]]);
      expect(judge({ metric: 'm', min: 5 }, { metrics })).toEqual([[undefined, true]]);
    },
  );

  it('is not read from the prototype', () => {
    expect(judge({ metric: 'constructor', min: 0 })).toEqual([[undefined, true]]);
  });

  it('is judged against both bounds', () => {
    expect(judge({ metric: 'm', min: 1, max: 3 }, { metrics: { m: 4 } })).toEqual([
      [4, true],
      [4, false],
    ]);
  });
});

describe('a limit that says nothing', () => {
  it.each([[{}], [{ metric: 'm' }], [{ max: 1 }], [{ metric: 'm', max: NaN }], [{ count: {}, max: NaN }]])(
    '%j is broken',
    (limit) => {
      const judged = judgeLimit({ rule: 'r', ...limit }, { findings: [], metrics: { m: 0 } });
      expect(judged.length).toBeGreaterThan(0);
      expect(judged.every(({ isBroken }) => isBroken)).toBe(true);
      expect(JSON.parse(JSON.stringify(judged))).toStrictEqual(judged);
    },
  );
});

it('applies to pull requests alone where it says so, and always where the event is not known', () => {
  const limit: Limit = { rule: 'r', count: {}, max: 0, when: 'pull_request' };
  expect(
    ['pull_request', 'pull_request_target', 'push', 'local', undefined].map((event) =>
      appliesTo(limit, event),
    ),
  ).toEqual([true, true, false, false, true]);
  expect(appliesTo({ rule: 'r', count: {}, max: 0 }, 'push')).toBe(true);
});

it('is put into words that never round a broken limit into one that holds', () => {
  const [broken] = judgeLimit(
    { rule: 'python/coverage', metric: 'c', min: 30 },
    { findings: [], metrics: { c: 29.9999 } },
  );
  expect(broken && measurementWords(broken)).toBe('python/coverage is 29.99, limit at least 30');
  const [over] = judgeLimit({ rule: 'r', metric: 'c', max: 30 }, { findings: [], metrics: { c: 30.001 } });
  expect(over && measurementWords(over)).toBe('r is 30.01, limit 30');
  const [none] = judgeLimit({ rule: 'r', metric: 'c', max: 30 }, { findings: [], metrics: {} });
  expect(none && measurementWords(none)).toBe('r was not measured, limit 30');
});
