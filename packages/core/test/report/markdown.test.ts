import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markdown } from '../../src/report/markdown.ts';
import { finding, objection, report, result } from './builders.ts';
import { hostileReport, reportOf } from './hostile.ts';
import { blockStory, passStory, problemsStory, warnStory, wouldBlockStory, type Story } from './stories.ts';

const drawn = (story: Story, mostCharacters?: number): string => {
  const last = story.events.at(-1)!.event;
  if (last.type !== 'report-ready') throw new Error('a story ends with its report');
  return markdown(last.report, {
    ...(story.explanation === undefined ? {} : { explanation: story.explanation }),
    ...(mostCharacters === undefined ? {} : { mostCharacters }),
  });
};

/** Rows of each table: their numbers of cells, split as GitHub splits them. */
function tableWidths(text: string): readonly number[][] {
  const tables: number[][] = [];
  let isInside = false;
  for (const line of text.replaceAll(/^(`{3,})sh\n[\s\S]*?\n\1$/gmu, '').split('\n')) {
    const isRow = line.startsWith('|');
    if (isRow && !isInside) tables.push([]);
    isInside = isRow;
    if (isRow) tables.at(-1)!.push(line.split(/(?<!\\)\|/u).length - 2);
  }
  return tables;
}

describe('a run as markdown', () => {
  test('says the verdict first', () => {
    const headlines = [passStory, blockStory, wouldBlockStory, warnStory, problemsStory].map(
      (tell) => drawn(tell('/repo')).split('\n')[1],
    );
    expect(headlines).toEqual([
      '### ✅ Sluice: passed · 7 required · plan 8d41c0 · 26.0 s',
      '### ⛔ Sluice: blocked, 4 reasons · plan 8d41c0 · 27.3 s',
      '### 🟡 Sluice: would block, enforced from 2026-12-07 · 4 reasons · plan 8d41c0 · 27.3 s',
      '### ✅ Sluice: passed with 3 warnings · 3 required · plan 8d41c0 · 18 min 02 s',
      '### ⛔ Sluice: not started, 2 problems · plan 8d41c0 · 0.1 s',
    ]);
  });

  test('has a row for every reason, with the place and what helps', () => {
    const text = drawn(blockStory('/repo'));
    expect(text.split('\n').filter((line) => line.startsWith('| ⛔'))).toHaveLength(4);
    expect(text).toContain(
      '| `src/orders/export.py`<br>`src/orders/models.py` | `sluice fix python/black` |',
    );
    expect(text).toContain('Flips to PASS (checked):');
  });

  test('has a table of what breaks a limit over several checks, harmless whatever it is called', () => {
    const limit = objection({ rule: 'security/max-high', level: 'block', checkId: undefined });
    const found = {
      purl: 'pkg:pypi/urllib3@1.24.1',
      name: 'urllib3',
      version: '1.24.1',
      fixedVersions: ['2.0.7'],
    };
    const evidence = [
      finding({
        ruleId: 'pip-audit/CVE-2023-1',
        tool: 'pip-audit',
        kind: 'dependency',
        severity: 'critical',
        location: undefined,
        package: found,
        mergedFrom: [
          { tool: 'pip-audit', ruleId: 'pip-audit/CVE-2023-1' },
          { tool: 'trivy', ruleId: 'trivy/CVE-2023-1' },
        ],
      }),
      finding({ ruleId: 'bandit/B602', tool: 'bandit|<b>', severity: 'high', state: 'new' }),
    ];
    const given = report({
      results: [result('security/bandit')],
      verdict: { level: 'block', objections: [limit] },
    });
    const text = markdown(given, {
      explanation: { flips: [], checked: false, blocks: [{ objection: limit, evidence, more: 14 }] },
    });
    expect(text).toContain('<summary>16 findings count for security/max-high</summary>');
    expect(text).toContain('| critical | `CVE-2023-1` in urllib3 1.24.1 |  | 2.0.7 | pip-audit, trivy |');
    expect(text).toContain('| high, new | `B602` | `src/app.py:3` |  | bandit&#124;&lt;b&gt; |');
    expect(text).toContain('and 14 more, in report.json');
    expect(tableWidths(text).every((widths) => new Set(widths).size === 1)).toBe(true);
  });

  test('says how much is accepted, and what is accepted for nothing only when all was looked at', () => {
    const baseline = { findings: 5, existing: 3, gone: 2 };
    const known = '- 3 findings accepted by ci.baseline.json, not counted';
    const whole = markdown(report({ results: [result('a/b')], baseline }));
    expect(whole).toContain(known);
    expect(whole).toContain('- 2 accepted findings gone');
    const errored = result('a/b', { conclusion: 'errored' });
    const part = markdown(report({ results: [errored], baseline }));
    expect(part).toContain(known);
    expect(part).not.toContain('gone');
  });

  test('says before all else that the gate was loosened', () => {
    expect(drawn(warnStory('/repo')).split('\n')[3]).toBe(
      '> ⚠ This change loosens the gate: &#96;maxHigh&#96; 15 → 20',
    );
  });

  test('keeps within its limit and says what is missing', () => {
    const results = Array.from({ length: 3000 }, (_, index) =>
      result(`python/check-${index}`, { summary: 'a clause of some length '.repeat(4) }),
    );
    const text = markdown(report({ results }));
    expect(text.length).toBeLessThanOrEqual(65_000);
    expect(text.length).toBeGreaterThan(60_000);
    expect(text).toMatch(/_\d+ more checks did not fit here; report\.json has all\._/u);
    expect(text.match(/<details>/gu)).toHaveLength(1);
    expect(text.match(/<\/details>/gu)).toHaveLength(1);
  });

  test('gives up the list of checks before it gives up a reason', () => {
    const results = Array.from({ length: 60 }, (_, index) =>
      result(`python/check-${index}`, {
        conclusion: 'failure',
        findings: [finding({ message: 'word '.repeat(100) })],
      }),
    );
    const objections = results.map(({ id }) => objection({ checkId: id, message: 'failed' }));
    const blocked = report({ results, verdict: { level: 'block', objections } });
    const mostCharacters = markdown(blocked).length - 2000;
    const text = markdown(blocked, { mostCharacters });
    expect(text.length).toBeLessThanOrEqual(mostCharacters);
    expect(text.split('\n').filter((line) => line.startsWith('| ⛔'))).toHaveLength(60);
    expect(text.includes('more checks did not fit here')).toBe(true);
  });

  test('keeps within any limit, whatever the texts', () => {
    fc.assert(
      fc.property(hostileReport, fc.integer({ min: 3000, max: 8000 }), (hostile, mostCharacters) => {
        expect(markdown(hostile, { mostCharacters }).length).toBeLessThanOrEqual(mostCharacters);
      }),
      { numRuns: 50 },
    );
  });

  test('has tables of even rows, one marker and balanced folds, whatever its texts hold', () => {
    const shape = tableWidths(markdown(reportOf(['plain'])));
    fc.assert(
      fc.property(hostileReport, (hostile) => {
        const text = markdown(hostile);
        expect(tableWidths(text)).toEqual(shape);
        expect(text.match(/<!--/gu)).toHaveLength(1);
        // What stands in code is neither a mention nor a link to GitHub.
        const outside = text
          .replaceAll(/<code>[^<]*<\/code>/gu, '')
          .replaceAll(/^(`{3,})sh\n[\s\S]*?\n\1$/gmu, '')
          .replaceAll(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/gu, '');
        expect(outside).not.toMatch(/<script|<img|\]\(http/u);
        expect(outside.match(/<details>/gu)?.length).toBe(outside.match(/<\/details>/gu)?.length);
        expect(outside).not.toMatch(/@[A-Za-z]/u);
        // eslint-disable-next-line no-control-regex
        expect(text).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/u);
        expect(text.isWellFormed()).toBe(true);
      }),
    );
  });
});
