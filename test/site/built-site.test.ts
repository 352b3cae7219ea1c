import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath } from '../../packages/plugin-health/test/page/browser.ts';
import { root, siteMap } from '../../scripts/site/site-map.ts';
import { serveFolder } from './serve-folder.ts';

const executablePath = browserPath();
if (executablePath === undefined)
  console.log(
    'The site was looked at in no browser: there is no Chromium on PATH. On Debian: apt-get install chromium',
  );

const out = mkdtempSync(join(tmpdir(), 'sluice-site-'));
const pages = siteMap().flatMap((group) => group.pages.map(({ url }) => `${url}.html`));
const built = spawnSync(process.execPath, [join(root, 'scripts/docs-site.ts'), '--out', out], {
  encoding: 'utf8',
});
const read = (page: string): string => readFileSync(join(out, page), 'utf8');

afterAll(() => rmSync(out, { recursive: true, force: true }));

it('is built from the pages of the repository, without a warning', () => {
  expect(`${built.stdout}${built.stderr}`).not.toMatch(/warn|error/iu);
  expect(built.status).toBe(0);
  expect(pages.filter((page) => !existsSync(join(out, page)))).toEqual([]);
});

it.each(pages)('has in %s no link that leads nowhere, and nothing from another host', (page) => {
  const dead = [...read(page).matchAll(/ (?:href|src)="([^"]*)"/gu)].flatMap(([, target = '']) => {
    const [path = '', anchor] = target.replaceAll('&amp;', '&').split('#');
    if (/^(?:https?|mailto|data):/u.test(path)) return [];
    const file = path === '' ? page : path.replace(/^\//u, '') || 'index.html';
    if (!existsSync(join(out, file))) return [target];
    return anchor === undefined || anchor === '' || read(file).includes(`id="${decodeURIComponent(anchor)}"`)
      ? []
      : [target];
  });
  expect(dead).toEqual([]);
  expect(read(page)).not.toMatch(/<(?:link|script|img)[^>]+(?:href|src)="(?:https?:)?\/\//u);
});

interface Opened extends AsyncDisposable {
  readonly view: Page;
  readonly said: readonly string[];
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

describe.skipIf(executablePath === undefined)('the site in Chromium', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof serveFolder>>;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
    site = await serveFolder(out);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.[Symbol.asyncDispose]();
  });

  async function open(page: string, colorScheme: 'light' | 'dark', width = 1280): Promise<Opened> {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    const view = await context.newPage();
    const said: string[] = [];
    view.on('console', (message) => said.push(message.text()));
    view.on('pageerror', (error) => said.push(error.message));
    view.on('request', (request) => {
      if (!request.url().startsWith(site.url) && !request.url().startsWith('data:')) said.push(request.url());
    });
    await view.goto(`${site.url}/${page}`, { waitUntil: 'load' });
    return { view, said, [Symbol.asyncDispose]: async () => context.close() };
  }

  it.each(pages)(
    'shows %s on a narrow screen without a message or a request to another host',
    async (page) => {
      await using opened = await open(page, 'light', 360);
      expect(await opened.view.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      expect(opened.said).toEqual([]);
    },
  );

  // What keeps people from reading is a matter of the theme: a few pages that have all there is are enough.
  const kinds = ['index.html', 'github.html', 'write-a-plugin.html', 'lifecycle.html'];
  it.each(kinds.flatMap((page) => [[page, 'light'] as const, [page, 'dark'] as const]))(
    'shows %s, %s, without a hurdle',
    async (page, scheme) => {
      await using opened = await open(page, scheme);
      await opened.view.evaluate(axe.source);
      const { violations } = (await opened.view.evaluate('axe.run()')) as AxeResults;
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    },
  );

  it('finds a page by a word of it, without a server', async () => {
    await using opened = await open('index.html', 'light');
    // The page is there before its script has taken it over, and until then a key does nothing.
    await opened.view.waitForFunction('document.querySelector("#app").__vue_app__ !== undefined');
    await opened.view.keyboard.press('Control+k');
    await opened.view.locator('#localsearch-input').fill('LOCK_DIFFERS');
    await opened.view.locator('.results a[href*="errors"]').first().waitFor();
    expect(opened.said).toEqual([]);
  });
});
