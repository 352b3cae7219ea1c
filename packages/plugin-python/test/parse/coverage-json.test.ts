import { describe, expect, it } from 'vitest';
import { parseCoverageJson } from '../../src/parse/coverage-json.ts';
import { fixture, fixturesIn } from '../fixture.ts';

describe("coverage's JSON report", () => {
  it.each(fixturesIn('coverage-json/lines', /json$/u))('counts statements in %s', (name) => {
    const text = fixture(`coverage-json/lines/${name}`);
    const { totals } = JSON.parse(text) as { totals: { percent_covered: number } };
    const coverage = parseCoverageJson(text);
    expect(coverage).toMatchObject({ hasBranches: false, total: 8, percent: totals.percent_covered });
  });

  it.each(fixturesIn('coverage-json/branches', /json$/u))(
    'counts branches too in %s, as coverage itself does',
    (name) => {
      const text = fixture(`coverage-json/branches/${name}`);
      const { totals } = JSON.parse(text) as { totals: { percent_covered: number } };
      expect(parseCoverageJson(text)).toMatchObject({ hasBranches: true, percent: totals.percent_covered });
    },
  );

  it('is no evidence when nothing was measured, although coverage calls that 100 %', () => {
    expect(parseCoverageJson(fixture('coverage-json/nothing/coverage-7.17.4.json'))).toHaveProperty(
      'problem',
    );
  });

  it.each(['', '{', '[]', '{"totals": {}}', 'null', '{"totals": {"num_statements": "9"}}'])(
    'is refused: %j',
    (text) => {
      expect(parseCoverageJson(text)).toHaveProperty('problem');
    },
  );
});
