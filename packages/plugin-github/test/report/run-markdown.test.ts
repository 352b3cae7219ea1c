import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commentText } from '../../src/report/comment-text.ts';
import { runMarkdown } from '../../src/report/run-markdown.ts';
import { objection } from '../../../core/test/report/builders.ts';
import { hostileText, reportOf } from '../../../core/test/report/hostile.ts';
import { blockedRun, passedRun } from './runs.ts';

const environment = {
  runUrl: 'https://github.com/acme/orders/actions/runs/9001',
  attempt: 2,
  headSha: 'b'.repeat(40),
};
const draw = (run: Parameters<typeof runMarkdown>[0]['run'], mostCharacters = 60_000): string =>
  runMarkdown({ run, page: environment, mostCharacters });

describe('a run as markdown', () => {
  it('says the verdict first, then what loosens the gate, and where all of it is', () => {
    const weakened = blockedRun(3, {
      verdict: {
        level: 'block',
        objections: [
          objection({ checkId: 'python/ruff' }),
          objection({ level: 'warn', rule: 'policy-weakened', message: 'maxHigh 15 to 20' }),
        ],
      },
    });
    const [headline, , second] = draw({ report: weakened, sha256: '61c0'.repeat(16) }).split('\n');
    expect(headline).toMatch(/^### ⛔ Sluice: blocked, 1 reason/u);
    expect(second).toBe('> ⚠ This change loosens the gate: maxHigh 15 to 20');
    expect(draw({ report: weakened, sha256: '61c0'.repeat(16) })).toContain(
      `[Run, attempt 2](${environment.runUrl}/attempts/2) · evidence sha256 \`61c061c061c0…\``,
    );
  });

  it('is not green when the job that decides did not succeed, whatever the report says', () => {
    const text = draw({ report: passedRun(), gateResult: 'failure' });
    expect(text).toMatch(/^### ⛔ Sluice: Blocked: no check says so, but the job ended as failure\n/u);
    expect(text.indexOf('<details><summary>What the checks said')).toBeLessThan(text.indexOf('✅'));
    expect(draw({ gateResult: 'cancelled' })).toMatch(/^### ⛔ Sluice: No result/u);
  });

  it('has no link where the event could not be read', () => {
    expect(runMarkdown({ run: { report: passedRun() }, mostCharacters: 60_000 })).not.toContain('](');
  });

  it('fits, with 10,000 findings and with 5 MB of text', () => {
    expect(draw({ report: blockedRun(10_000) }).length).toBeLessThanOrEqual(60_000);
    const long = blockedRun(1, { notes: [{ source: 'x', message: 'word '.repeat(1_000_000) }] });
    expect(draw({ report: long }).length).toBeLessThanOrEqual(60_000);
  });

  it('is about another commit when the pull request has moved on, and says so', () => {
    const text = commentText({ report: passedRun() }, { environment, tip: 'c'.repeat(40) });
    expect(text).toMatch(/^> This is about `b{12}`; the pull request is at `c{12}` now\.\n\n### ✅/u);
    expect(commentText({ report: passedRun() }, { environment })).toMatch(/^### ✅/u);
  });

  it('holds nothing but text of what tools, tests and files say', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 12, maxLength: 12 }), (texts) => {
        const all = draw({ report: reportOf(texts) });
        // GitHub looks for mentions and links in no code.
        const prose = all
          .replaceAll(/^(`{3,})sh\n[\s\S]*?\n\1$/gmu, '')
          .replaceAll(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|<code>.*?<\/code>/gu, '');
        expect(all).not.toContain('<!--');
        expect(prose).not.toMatch(/@everyone|<script|\]\(http:|(?!\n)\p{Cc}|[\u202A-\u202E]/u);
        expect(prose).not.toMatch(/^(?:::|##\[)/mu);
      }),
      { numRuns: 200 },
    );
  });
});
