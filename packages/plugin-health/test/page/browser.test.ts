import { pathToFileURL } from 'node:url';
import { tempWorkspace } from '@sluice/core/testing';
import axe from 'axe-core';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOON_MS, record, series } from '../github.ts';
import { browserPath } from './browser.ts';
import { demoRuns } from './demo-runs.ts';
import { pageOf } from './page-of.ts';

const executablePath = browserPath();
if (executablePath === undefined)
  console.log(
    'The page was looked at in no browser: there is no Chromium on PATH. On Debian: apt-get install chromium',
  );

const HOSTILE = '<img src=http://127.0.0.1:9/x onerror=document.title="owned">';
const CASES: readonly (readonly [name: string, html: () => string])[] = [
  ['two weeks of a team', () => pageOf(demoRuns(1000, NOON_MS))],
  ['no run', () => pageOf([])],
  ['one run', () => pageOf([record({ id: 1, ago: 5 })])],
  ['an alert', () => pageOf(series(12, 8))],
  ['partial data', () => pageOf([{ total_count: 90, workflow_runs: series(12, 1) }])],
  [
    '100,000 runs',
    () =>
      pageOf(
        Array.from({ length: 100_000 }, (_, index) =>
          record({
            id: index,
            ago: index / 5,
            conclusion: index % 9 === 0 ? 'failure' : 'success',
            branch: index % 2 === 0 ? 'main' : 'topic',
          }),
        ),
      ),
  ],
  [
    'hostile names',
    () =>
      pageOf(
        series(4, 9).map((run) => ({ ...run, name: HOSTILE, head_branch: HOSTILE, display_title: HOSTILE })),
        { defaultBranch: HOSTILE },
      ),
  ],
];

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

describe.skipIf(executablePath === undefined)('the page in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
  });

  it.each(
    CASES.flatMap(([name, html]) =>
      (['light', 'dark'] as const).map((scheme) => [name, scheme, html] as const),
    ),
  )(
    'shows %s, %s, without a message, a request or a hurdle, at any width',
    async (_, colorScheme, html) => {
      await using folder = await tempWorkspace({ 'index.html': html() });
      const url = pathToFileURL(folder.path('index.html')).href;
      // The policy of the page lets no script in, and axe is one: it is looked at with its policy first.
      for (const bypassCSP of [false, true]) {
        const context = await browser.newContext({
          colorScheme,
          bypassCSP,
          viewport: { width: 1200, height: 900 },
        });
        const page = await context.newPage();
        const said: string[] = [];
        page.on('console', (message) => said.push(message.text()));
        page.on('pageerror', (error) => said.push(error.message));
        page.on('request', (request) => {
          if (request.url() !== url && request.url() !== 'data:,') said.push(`asked for ${request.url()}`);
        });
        await page.goto(url);
        for (const width of [1200, 360]) {
          await page.setViewportSize({ width, height: 900 });
          if (!bypassCSP) continue;
          // What is wider than the window would have to be scrolled sideways to be read.
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
          await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
          await page.evaluate(axe.source);
          const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
          expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
        }
        expect(said).toEqual([]);
        expect(await page.title()).toMatch(/^CI health: /u);
        await context.close();
      }
    },
    120_000,
  );

  it('leads the keyboard to each failed run and to the figures, and nowhere else', async () => {
    const page = await browser.newPage();
    await page.setContent(pageOf(demoRuns(60, NOON_MS)));
    const stops = new Set<string>();
    for (let index = 0; index < 60; index += 1) {
      await page.keyboard.press('Tab');
      stops.add(String(await page.evaluate('document.activeElement.tagName')));
    }
    expect([...stops].filter((name) => name !== 'BODY').toSorted()).toEqual(['A', 'DIV', 'SUMMARY']);
    await page.close();
  });
});
