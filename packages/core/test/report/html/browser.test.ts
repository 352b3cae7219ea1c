import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { htmlReport } from '../../../src/report/html/html-report.ts';
import { objection, report, result } from '../builders.ts';
import { browserPath } from './browser.ts';
import { excerpt, findingsCase, manyFindings, pageOf, PAGES, type PageCase } from './pages.ts';

const executablePath = browserPath();
if (executablePath === undefined)
  console.log(
    'The page of a run was looked at in no browser: there is no Chromium on PATH. On Debian: apt-get install chromium',
  );

const CASES: Readonly<Record<string, () => PageCase>> = {
  ...PAGES,
  '5,000 findings': () => findingsCase(5000),
};

/** Between them they have everything that a page can have, and it takes a browser to look at each. */
const DARK = new Set(['block', 'everything', 'hostile', '5,000 findings']);

/** A run whose log is worth a search: two checks, one of which says it three times. */
function searchCase(): PageCase {
  const results = [result('python/ruff', { conclusion: 'failure' }), result('python/mypy')];
  return {
    report: report({
      results,
      verdict: { level: 'block', objections: [objection({ checkId: 'python/ruff' })] },
    }),
    logs: new Map([
      ['logs/python-ruff.1.log', excerpt('a needle\nhay\nNEEDLE and (hay)\nhay\nneedles\n')],
      ['logs/python-mypy.1.log', excerpt('hay\n')],
    ]),
  };
}

/** A machine that is busy takes its time. */
const soon = (look: () => unknown) => expect.poll(look, { timeout: 20_000 });

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

describe.skipIf(executablePath === undefined)('the page of a run in Chromium', () => {
  let browser: Browser;
  let dir = '';
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sluice-page-'));
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(dir, { recursive: true });
  });

  let pages = 0;
  /** Opens a page as a file, and keeps whatever it says or asks for. */
  async function open(html: string, options: BrowserContextOptions = {}) {
    const file = join(dir, `${(pages += 1)}.html`);
    writeFileSync(file, html);
    const url = pathToFileURL(file).href;
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => {
      if (request.url() !== url && request.url() !== 'data:,') said.push(`asked for ${request.url()}`);
    });
    await page.goto(url);
    return { page, said, [Symbol.asyncDispose]: () => context.close() };
  }

  const every = (page: Page, query: string): Promise<readonly string[]> =>
    page
      .locator(query)
      .evaluateAll((found) => found.map((one) => (one as { textContent: string }).textContent));

  describe.each(Object.keys(CASES))('of %s', (name) => {
    it.each(DARK.has(name) ? (['light', 'dark'] as const) : (['light'] as const))(
      'is read without a message, a request or a hurdle, %s',
      async (colorScheme) => {
        const html = pageOf(CASES[name]!());
        {
          await using opened = await open(html, { colorScheme });
          expect(await opened.page.title()).toMatch(/ · Sluice$/u);
          expect(opened.said).toEqual([]);
        }
        // The policy of the page lets no other script in, and axe is one: a second look, without the policy.
        await using opened = await open(html, { colorScheme, bypassCSP: true });
        const { page, said } = opened;
        for (const width of colorScheme === 'light' ? [360, 1280] : [1280, 360]) {
          await page.setViewportSize({ width, height: 900 });
          // What is wider than the window would have to be scrolled sideways to be read.
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        }
        // Five thousand open rows are the same row five thousand times, and take axe a minute.
        await page.evaluate(
          'for (const one of document.querySelectorAll("details")) if (!one.closest(".findings.long")) one.open = true',
        );
        await page.evaluate(axe.source);
        const context = `document.querySelectorAll('.findings.long').length > 3 ? { exclude: ['.findings.long:nth-child(n + 3)'] } : document`;
        const { violations } = (await page.evaluate(`axe.run(${context})`)) as AxeResults;
        expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
        expect(said).toEqual([]);
      },
      120_000,
    );
  });

  it('shows everything with scripts switched off, and no control that would do nothing', async () => {
    await using opened = await open(pageOf(PAGES['everything']!()), { javaScriptEnabled: false });
    const { page } = opened;
    expect(await page.locator('h2').allTextContents()).toHaveLength(9);
    expect(await page.locator('form:visible, button:visible').count()).toBe(0);
    await page.locator('#check-python\\/pytest > summary').click();
    await page.locator('#log-2-1 > summary').click();
    expect(await page.getByText('1 failed, 47 passed').isVisible()).toBe(true);
  });

  it('filters findings by words and choices, and says how many are left', async () => {
    await using opened = await open(pageOf(findingsCase(5000)));
    const { page, said } = opened;
    const tools = page.locator('#finding-tools');
    const output = tools.locator('output');
    await soon(() => output.textContent()).toBe('5000 findings');
    await tools.locator('[name=tool]').selectOption('bandit');
    await soon(() => output.textContent()).toBe('1250 of 5000 findings');
    await tools.locator('[name=state]').selectOption('new');
    await tools.locator('[name=text]').fill('PART_1.py "of call"');
    const left = manyFindings(5000).filter(
      ({ tool, state, suppression, location }) =>
        tool === 'bandit' &&
        state === 'new' &&
        suppression === undefined &&
        location?.path.endsWith('part_1.py') === true,
    ).length;
    await soon(() => output.textContent()).toBe(`${left} of 5000 findings`);
    expect(await page.locator('.findings > li').count()).toBe(left);
    for (const row of await every(page, '.findings > li')) expect(row).toMatch(/bandit\/.*part_1\.py.*new/su);
    await tools.locator('[type=reset]').click();
    await soon(() => output.textContent()).toBe('5000 findings');
    await soon(() => page.locator('.findings > li').count()).toBe(5000);
    expect(said).toEqual([]);
  });

  it('shows the findings of a reason where the reason says that there are more', async () => {
    await using opened = await open(pageOf(findingsCase(5000)));
    const { page } = opened;
    await page.locator('.reasons a', { hasText: 'findings' }).nth(1).click();
    await soon(() => page.locator('#finding-tools output').textContent()).toBe('1250 of 5000 findings');
    expect(await page.locator('#finding-tools [name=check]').inputValue()).toBe('security/bandit');
  });

  it.each([
    ['file', 40, /^src\/orders\/part_\d+\.py 50$/u],
    ['tool', 4, /^(?:ruff|bandit|mypy|trivy) 500$/u],
    ['severity', 6, /^(?:critical|high|medium|low|info|unknown) 33[34]$/u],
    ['rule', 148, /^\w+\/[A-Z]\d+ 1[34]$/u],
    ['state', 3, /^(?:new|existing|does not count) \d+$/u],
    ['check', 4, /^\w+\/\w+ 500$/u],
  ])('groups findings by %s', async (by, groups, title) => {
    await using opened = await open(pageOf(findingsCase(2000)));
    const { page } = opened;
    await page.locator('#finding-tools [name=group]').selectOption(by);
    await soon(() => page.locator('.group').count()).toBe(groups);
    for (const words of await every(page, '.group > summary')) expect(words).toMatch(title);
    expect(await page.locator('.findings > li').count()).toBe(2000);
  });

  it('searches the logs, opens what it finds, and goes from one place to the next', async () => {
    await using opened = await open(pageOf(searchCase()));
    const { page, said } = opened;
    const search = page.getByLabel('Search logs');
    const output = page.locator('#log-tools output');
    await search.fill('needle');
    await soon(() => output.textContent()).toBe('3 lines of 1 check');
    expect(await every(page, '.check:not([hidden]) .id code')).toEqual(['python/ruff']);
    expect(await page.getByText('NEEDLE and (hay)').isVisible()).toBe(true);
    await search.press('Enter');
    await search.press('Enter');
    expect(await output.textContent()).toBe('2 of 3 lines');
    expect(await every(page, '.now')).toEqual(['NEEDLE and (hay) ']);
    await search.fill('(hay');
    await soon(() => output.textContent()).toBe('1 line of 1 check');
    await search.fill('nowhere');
    await soon(() => output.textContent()).toBe('in no line that is in this page');
    await search.fill('');
    await soon(() => page.locator('.check:not([hidden])').count()).toBe(2);
    expect(await page.locator('.check[open]').count()).toBe(0);
    expect(said).toEqual([]);
  });

  it('is used by keyboard alone: the search, a choice, a check and its log', async () => {
    await using opened = await open(pageOf(searchCase()));
    const { page } = opened;
    const stops: string[] = [];
    for (let index = 0; index < 40; index += 1) {
      await page.keyboard.press('Tab');
      const stop = String(
        await page.evaluate(
          '(({ localName, name, id, className }) => `${localName} ${name || id || className}`)(document.activeElement)',
        ),
      );
      if (stop.startsWith('body')) break;
      stops.push(stop);
      if (await page.evaluate('document.activeElement.parentElement.id === "check-python/ruff"'))
        await page.keyboard.press('Enter');
    }
    expect(stops[0]).toBe('a skip');
    expect(stops).toContain('input text');
    expect(await page.locator('#check-python\\/ruff').getAttribute('open')).not.toBeNull();
    expect(await page.evaluate('document.activeElement.localName')).not.toBe('');
  });

  it('opens what an address leads into', async () => {
    await using opened = await open(pageOf(searchCase()));
    const { page } = opened;
    await page.evaluate("location.hash = '#log-0-1'");
    await soon(() => page.locator('#log-0-1').getAttribute('open')).not.toBeNull();
    expect(await page.getByText('needles').isVisible()).toBe(true);
    await page.locator('h3 a', { hasText: 'python/ruff' }).click();
    expect(await page.locator('#check-python\\/ruff').getAttribute('open')).not.toBeNull();
  });

  it('copies a command line as it stands', async () => {
    const line = `pytest 'tests/a b.py::test_<x>' && echo "$HOME"`;
    const failed = result('python/pytest', {
      conclusion: 'failure',
      attempts: [
        {
          ...result('python/pytest').attempts[0]!,
          commands: [{ line, cwd: '/repo', exitCode: 1, timedOut: false, durationMs: 1 }],
        },
      ],
    });
    const html = htmlReport(
      report({
        results: [failed],
        verdict: { level: 'block', objections: [objection({ checkId: failed.id })] },
      }),
    );
    await using opened = await open(html, { permissions: ['clipboard-read', 'clipboard-write'] });
    const { page } = opened;
    await page.getByRole('button', { name: 'Copy' }).first().click();
    await soon(() => page.evaluate('navigator.clipboard.readText()')).toBe(line);
  });

  it('runs nothing of a hostile report', async () => {
    await using opened = await open(pageOf(PAGES['hostile']!()));
    const { page, said } = opened;
    await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
    for (const name of ['severity', 'tool', 'rule', 'file'])
      await page.locator('#finding-tools [name=group]').selectOption(name === 'tool' ? 'check' : name);
    expect(await page.title()).toMatch(/ · Sluice$/u);
    expect(await page.locator('script, style, img, base, iframe, link').count()).toBe(3);
    expect(said).toEqual([]);
  });
});
