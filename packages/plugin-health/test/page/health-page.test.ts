import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOON_MS, record, series } from '../github.ts';
import { demoRuns } from './demo-runs.ts';
import { pageOf } from './page-of.ts';

const HOSTILE = '<img src=x onerror=alert(1)>"\'&\u202E</title><script>alert(2)</script>';

describe('the page', () => {
  it('says the status, its interval and each section in words', () => {
    const html = pageOf(demoRuns(300, NOON_MS));
    expect(html).toMatch(/<span class="mark" aria-hidden="true">✓<\/span>Good \d\d\.\d %/u);
    expect(html).toMatch(/The true rate lies between [\d.]+ and [\d.]+ % \(95 %\)/u);
    for (const title of [
      'Newest runs',
      'Success rate by day',
      'Duration of runs',
      'Waiting',
      'Hot spots',
      'Flaky',
    ])
      expect(html).toContain(`<h2>${title}`);
  });

  it('stays below 150 KB for 1,000 runs, and for as many of 40 workflows', () => {
    expect(Buffer.byteLength(pageOf(demoRuns(1000, NOON_MS)))).toBeLessThan(150_000);
    const many = Array.from({ length: 1000 }, (_, index) =>
      record({
        id: index,
        ago: index * 19,
        workflow: `Workflow ${index % 40} ${'with a long name '.repeat(9)}`,
        branch: 'feature/'.repeat(40),
        conclusion: index % 2 === 0 ? 'failure' : 'success',
      }),
    ).map((run) => ({
      ...run,
      html_url: `https://github.com/o/r/actions/runs/${run['id'] as number}`,
      display_title: 'x'.repeat(500),
    }));
    expect(Buffer.byteLength(pageOf(many))).toBeLessThan(150_000);
  });

  it('has no script, no address but those of runs, and a policy with the hash of its only style', () => {
    const html = pageOf(demoRuns(300, NOON_MS));
    expect(html).not.toMatch(/<script|\son\w+=|javascript:|@import|url\(/iu);
    const addresses = [...html.matchAll(/\b(?:src|href)="([^"]*)"/gu)].map(([, address = '']) => address);
    expect(
      addresses.filter(
        (one) => !/^(?:data:,|https:\/\/github\.com\/octo\/orders\/actions\/runs\/\d+)$/u.test(one),
      ),
    ).toEqual([]);
    const [, style = ''] = /<style>(.*?)<\/style>/su.exec(html) ?? [];
    expect(html).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(html).toContain("default-src 'none'");
  });

  it('keeps names of strangers as text, and no link that runs something', () => {
    const hostile = series(4, 6).map((run) => ({
      ...run,
      name: HOSTILE,
      head_branch: HOSTILE,
      display_title: HOSTILE,
      html_url: 'javascript:alert(3)',
    }));
    const jobs = {
      jobs: [
        {
          id: 1,
          run_id: 9,
          name: HOSTILE,
          conclusion: 'failure',
          steps: [{ name: HOSTILE, conclusion: 'failure' }],
        },
      ],
    };
    const html = pageOf([...hostile, jobs], { branch: HOSTILE, defaultBranch: HOSTILE, source: HOSTILE });
    expect(html).not.toMatch(/<img|<script|javascript:|\u202E/u);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;&lt;U+202E&gt;');
  });

  it('has the same elements whatever a name is', () => {
    const named = (name: string): string =>
      pageOf(series(1, 1).map((run) => ({ ...run, name, head_branch: name, display_title: name })));
    const elements = (html: string): string => (html.match(/<[a-z0-9]+/gu) ?? []).join();
    const expected = elements(named('x'));
    const names = fc.string({ unit: 'binary', minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(names, (name) => elements(named(name)) === expected),
      { numRuns: 60 },
    );
  });

  it('says that there is nothing to say: no run, one run, all cancelled, all running', () => {
    const none = pageOf([]);
    expect(none).toContain('there is no rate: neither 0 % nor 100 %');
    expect(none).not.toMatch(/NaN|Infinity|undefined|null/u);
    for (const conclusion of ['success', 'failure', 'cancelled', 'skipped', null]) {
      const html = pageOf([record({ id: 1, ago: 5, conclusion })]);
      expect(html).toContain('Too few runs');
      expect(html).not.toMatch(/NaN|Infinity|undefined|>null/u);
    }
  });

  it('says what is missing first', () => {
    expect(pageOf([{ total_count: 9, workflow_runs: series(1, 0) }])).toContain(
      'GitHub has 9 runs for this search, and 1 of them are here',
    );
  });
});
