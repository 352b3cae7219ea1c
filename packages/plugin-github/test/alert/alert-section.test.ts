import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAlert, writeAlert, type AlertState } from '../../src/alert/alert-section.ts';
import type { Occasion } from '../../src/alert/occasion.ts';

const run = { runId: 102, attempt: 2, headSha: 'b'.repeat(40) };
const runUrl = 'https://github.com/octo/repo/actions/runs/102';
const state: AlertState = {
  branch: 'main',
  since: {
    runId: 100,
    attempt: 1,
    headSha: 'b'.repeat(40),
    url: 'https://github.com/octo/repo/actions/runs/100',
  },
  newest: run,
  runs: 3,
};
const occasion: Occasion = {
  branch: 'main',
  isRed: true,
  run,
  runUrl,
  reasons: ['repo/unit: 2 tests failed'],
};

describe('our part of the issue', () => {
  it('says since when, how often, why, and how it ends', () => {
    expect(writeAlert('', state, occasion).split('\n').slice(1)).toEqual([
      '**main is broken** since [run 100](https://github.com/octo/repo/actions/runs/100), 3 blocked runs so far.',
      '',
      'The newest, [run 102](https://github.com/octo/repo/actions/runs/102) of bbbbbbbbb, is blocked:',
      '',
      '- repo/unit: 2 tests failed',
      '',
      '_Closed by itself when a run of the branch passes._',
      '<!-- /sluice:ci-broken -->',
    ]);
  });

  it('is read back whatever the branch is called, and whatever people wrote round it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
        fc.array(fc.string()),
        fc.string().map((text) => text.replaceAll('sluice:ci-broken', '')),
        (branch, reasons, own) => {
          const body = writeAlert(own, { ...state, branch }, { ...occasion, branch, reasons });
          expect(parseAlert(body)).toEqual({ ...state, branch });
          const again = writeAlert(body, { ...state, branch }, { ...occasion, branch, reasons });
          expect(again).toBe(body);
          expect(body.split('<!--')).toHaveLength(own.split('<!--').length + 2);
        },
      ),
    );
  });

  it('keeps the words of people before and after it', () => {
    const first = writeAlert('I look into it.', state, occasion);
    const next = writeAlert(`${first}\n\nStill looking.`, { ...state, runs: 4 }, occasion);
    expect(next).toContain('I look into it.');
    expect(next).toContain('Still looking.');
    expect(next).toContain('4 blocked runs');
    expect(next).not.toContain('3 blocked runs');
  });

  it('lets nothing of a reason be markup, a mention or a mark of ours, and cuts what is long', () => {
    const reasons = [
      '@octocat <img src=x> <!-- /sluice:ci-broken -->\n# no',
      'x'.repeat(5000),
      ...Array.from({ length: 20 }, (_, i) => `r${i}`),
    ];
    const body = writeAlert('', state, { ...occasion, reasons });
    expect(body).not.toMatch(/@octocat|<img|\n# no/u);
    expect(body.length).toBeLessThan(3000);
    expect(body).toContain('- and 12 more');
    expect(parseAlert(body)).toEqual(state);
  });

  it.each([
    '',
    'main is broken',
    '<!-- sluice:ci-broken branch=main -->',
    '<!-- sluice:ci-broken branch=%ZZ since=1 newest=1 attempt=1 head=aa runs=1 url=https://x -->',
    `<!-- sluice:ci-broken branch=%ZZ since=1 newest=1 attempt=1 head=${'a'.repeat(40)} runs=1 url=https://x -->`,
  ])('is not read from %j', (body) => {
    expect(parseAlert(body)).toBeUndefined();
  });
});
