import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlReport } from '../../../src/report/html/html-report.ts';
import { attempt, finding, objection, planOf, report, result } from '../builders.ts';
import { hostileText, hostileReport, reportOf } from '../hostile.ts';
import { excerpt, findingsCase, pageOf, PAGES } from './pages.ts';
import { wordsOf } from './words-of.ts';

const GOLDEN = join(import.meta.dirname, '../golden');

const page = (name: string): string => pageOf(PAGES[name]!());
const words = (name: string): string => wordsOf(page(name));

describe('the words of a page', () => {
  it.each(['pass', 'block', 'crash', 'problems', 'everything'])('are, of %s, as recorded', (name) => {
    const file = join(GOLDEN, `page.${name}.txt`);
    // A log of two hundred numbered lines has nothing to say here.
    const said = words(name).replace(/(?:^line \d+\n)+/gmu, '(its lines)\n');
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, said);
    expect(said).toBe(readFileSync(file, 'utf8'));
  });
});

describe('the verdict', () => {
  it.each([
    ['pass', 'PASS'],
    ['block', 'BLOCK 4 reasons'],
    ['crash', 'CRASHED nothing counts as passed'],
    ['problems', 'NOT STARTED 2 problems, no check was run'],
    ['cancelled', 'CANCELLED by SIGINT'],
    ['warn', 'PASS with'],
    ['would-block', 'WOULD BLOCK enforced from 2026-12-07 · 4 reasons'],
  ])('of %s is the title and the first heading', (name, verdict) => {
    expect(/<h1>(.*?)<\/h1>/su.exec(page(name))?.[1]?.replace(/<[^>]*>/gu, '')).toContain(verdict);
    expect(/<title>(.*?)<\/title>/su.exec(page(name))?.[1]).toContain(verdict);
  });

  it('never reads as a pass where there is no evidence', () => {
    for (const name of ['crash', 'problems', 'cancelled']) expect(words(name)).not.toMatch(/\bPASS\b/u);
    expect(words('problems')).toContain('No check came to an end, so nothing was looked for');
    expect(words('crash')).toContain('nothing counts as passed');
  });

  it('says of a partial run that it is no verdict', () => {
    expect(words('partial')).toContain('partial: 1 of 8 checks, not a gate verdict');
  });

  it('comes after what loosens the gate', () => {
    expect(words('everything')).toMatch(
      /^Skip to the findings\nThis change loosens the gate: limit python\/coverage lowered: 80 to 70\n/u,
    );
  });
});

describe('what the page shows', () => {
  it('is the counterfactual that explain uses, and only what was decided again as a promise', () => {
    expect(words('block')).toContain(
      'Flips to PASS checked: these were applied and the verdict decided again',
    );
    const { report: blocked } = PAGES['block']!();
    const unchecked = htmlReport(blocked, { explanation: { flips: ['mend it'], checked: false } });
    expect(wordsOf(unchecked)).toContain('Would help though not checked to be enough\nmend it\n');
  });

  it('marks the lines of triage in the log, and links the reason to them', () => {
    const ruff = result('python/ruff', {
      conclusion: 'errored',
      attempts: [attempt({ status: 'errored', log: 'logs/python-ruff.1.log' })],
    });
    const html = htmlReport(
      report({
        results: [ruff],
        verdict: { level: 'block', objections: [objection({ checkId: ruff.id })] },
        triage: [
          {
            id: ruff.id,
            attempt: 1,
            verdict: 'transient',
            category: 'dns',
            confidence: 0.9,
            why: 'a host name could not be resolved',
            advice: 'run it again',
            isOutside: true,
            log: 'logs/python-ruff.1.log',
            evidence: [{ line: 2, text: 'getaddrinfo ENOTFOUND', rule: 'dns-node' }],
          },
        ],
      }),
      {},
      new Map([['logs/python-ruff.1.log', excerpt('fetching\nError: getaddrinfo ENOTFOUND\ngiving up\n')]]),
    );
    expect(html).toContain('<a href="#log-0-1-2">logs/python-ruff.1.log:2</a>');
    expect(html).toMatch(/<li class="hit" id="log-0-1-2">\s*<mark>Error: getaddrinfo ENOTFOUND<\/mark>/u);
    expect(html.match(/<mark>/gu)).toHaveLength(1);
    expect(html).toMatch(/<details class="logs" id="log-0-1"\s+open\s*>/u);
  });

  it('is, of a log that is not there, its path and what triage took of it', () => {
    const { report: run } = PAGES['block']!();
    const text = wordsOf(htmlReport(run));
    expect(text).toContain(
      'logs/python-black.1.log: not in this page, which was drawn from the report alone',
    );
  });

  it('is every check, planned or not, with the proof of those that were left out', () => {
    const text = words('everything');
    for (const id of ['python/env', 'python/ruff', 'python/pytest', 'security/bandit', 'docs/build'])
      expect(text).toContain(id);
    expect(text).toContain('proof: 3 changed files since 3f2c1ab4d5e6 held against 2 globs, none matched');
    expect(text).toMatch(/1 min 01 s saved/u);
    expect(text).toContain('tests/test_queue.py::test_retry_queue');
    expect(text).toContain('86.0 %');
    expect(text).toContain('Over the budget of 10.0 s.');
    expect(text).toMatch(/check security\/bandit 2026-12-01 8 more days @ann/u);
  });

  it('is all of it outside of the script', () => {
    const html = page('everything').replace(/<script>[^]*?<\/script>/u, '');
    expect(html).toContain('test_retry_queue');
    expect(html).toContain('kept: its confidence is HIGH');
    expect(html).toContain('1 failed, 47 passed');
  });
});

describe('findings', () => {
  it('are 5,000 at most, those that count first, and the rest is counted and said where to find', () => {
    const html = pageOf(findingsCase(7312));
    expect(html.match(/<span class="s">/gu)).toHaveLength(5000);
    const text = wordsOf(html);
    expect(text).toContain(
      'The 5000 that matter most are here. 2312 more are in report.json of the run folder',
    );
    expect(text).toContain('sluice report --from 0k3f8a1b --json');
    const states = [...html.matchAll(/<b class="(new|existing)">/gu)].map(([, state]) => state);
    expect(states.indexOf('existing')).toBe(states.filter((state) => state === 'new').length);
  });

  it('take less than 500 bytes each, so that 5,000 stay a page that can be sent', () => {
    expect(Buffer.byteLength(pageOf(findingsCase(5000)))).toBeLessThan(2_500_000);
  });

  it('that there are none of are said in words that tell a clean run from one that looked at nothing', () => {
    expect(words('pass')).not.toContain('nothing was looked for');
    const clean = wordsOf(htmlReport(report({ results: [result('python/ruff')] })));
    expect(clean).toContain('1 check reported none.');
    const torn = [result('python/ruff'), result('python/mypy', { conclusion: 'timed_out' })];
    expect(wordsOf(htmlReport(report({ results: torn })))).toContain(
      '1 check reported none. 1 check did not come to an end and may have missed some.',
    );
  });

  it.each([
    ['https://docs.example.org/x?a=1&b="2"', 'href="https://docs.example.org/x?a=1&amp;b=%222%22"'],
    ['http://docs.example.org/', 'href="http://docs.example.org/"'],
    ['javascript:alert(1)', undefined],
    ['data:text/html,<script>alert(1)</script>', undefined],
    ['file:///etc/passwd', undefined],
    ['//evil.example', undefined],
    ['https://docs.example.org@evil.example/', undefined],
    ['java\nscript:alert(1)', undefined],
    ['not an address', undefined],
  ])('link to %s only where that leads to the web', (helpUrl, link) => {
    const found = [finding({ helpUrl })];
    const html = htmlReport(report({ results: [result('python/ruff', { findings: found })] }));
    const hrefs = [...html.matchAll(/href="(?!#|data:,)[^"]*"/gu)].map(([href]) => href);
    expect(hrefs).toEqual(link === undefined ? [] : [link]);
  });
});

describe('a page', () => {
  it('asks for nothing: its policy has the digests of its only style and its only script', () => {
    const html = page('everything');
    const [, style = ''] = /<style>(.*?)<\/style>/su.exec(html) ?? [];
    const [, script = ''] = /<script>(.*?)<\/script>/su.exec(html) ?? [];
    const digest = (text: string): string => createHash('sha256').update(text).digest('base64');
    expect(html).toContain(
      `content="default-src 'none'; style-src 'sha256-${digest(style)}'; script-src 'sha256-${digest(script)}'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"`,
    );
    expect(html.match(/<(?:script|style)\b/gu)).toHaveLength(2);
    expect(html).not.toMatch(
      /\s(?:src|srcset|style|on\w+)=|@import|<(?:iframe|object|embed|base|img|link rel="(?!icon))/u,
    );
    expect(script).not.toMatch(
      /innerHTML|insertAdjacentHTML|document\.write|eval|fetch|XMLHttpRequest|import\(/u,
    );
  });

  it('has the same elements whatever its texts are', () => {
    // A label in the chart is there when the bar is long enough for it.
    const elements = (texts: readonly string[]): string =>
      (htmlReport(reportOf(texts)).match(/<\/?(?!text)[a-z][a-z0-9]*|<!/gu) ?? []).join();
    // Only that a message has several lines may make a difference: it is folded then.
    const plain = (text: string): string => text.replace(/[^\n\r\u0085\u2028\u2029]/gu, 'x');
    fc.assert(
      fc.property(
        hostileText,
        (text) => elements(['x', `qq${text}qq`]) === elements(['x', `qq${plain(text)}qq`]),
      ),
      { numRuns: 150 },
    );
  });

  it('holds nothing of a hostile report as markup, nor characters that reorder it', () => {
    fc.assert(
      fc.property(hostileReport, (run) => {
        const html = htmlReport(run);
        const [before = '', after = ''] = html.split(/<script>[^]*<\/script>/u);
        expect(`${before}${after}`).not.toMatch(/<script|<img|<!-- |javascript:/u);
        // oxlint-disable-next-line no-control-regex
        expect(html.replaceAll(/[\t\n]/gu, '')).not.toMatch(
          /\p{Cc}|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/u,
        );
        expect(html.isWellFormed()).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('offers no command line that the id of a strange run could add to', () => {
    const text = wordsOf(htmlReport({ ...report(), runId: 'x; rm -rf ~' }));
    expect(text).toContain("sluice report --from 'x; rm -rf ~'");
    expect(text).toContain("sluice explain --run 'x; rm -rf ~'");
  });

  it('of the same report is the same, byte for byte', () => {
    expect(page('everything')).toBe(page('everything'));
  });

  it('of nothing at all is a page still', () => {
    expect(words('nothing')).not.toMatch(/NaN|Infinity|undefined|null/u);
    // The story of a crash quotes an error of JavaScript's; the others have no business with these words.
    for (const name of Object.keys(PAGES).filter((one) => one !== 'crash'))
      expect(words(name)).not.toMatch(/NaN|Infinity|undefined|\bnull\b/u);
  });

  it('of 5,000 checks names 1,000 of them, what failed first, and counts the rest', () => {
    const results = Array.from({ length: 5000 }, (_, index) =>
      result(`repo/check-${index}`, index === 4999 ? { conclusion: 'failure' } : {}),
    );
    const html = htmlReport(report({ results, plan: planOf(results) }));
    expect(html.match(/<details class="check /gu)).toHaveLength(1000);
    expect(html).toContain('id="check-repo/check-4999"');
    expect(wordsOf(html)).toContain('and 4000 checks more');
    expect(wordsOf(html)).toContain('64 of 5000 checks are drawn, the longest ones; of 5000 places, 64.');
    expect(Buffer.byteLength(html)).toBeLessThan(4_000_000);
  });
});
