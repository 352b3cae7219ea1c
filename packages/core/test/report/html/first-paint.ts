import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { browserPath } from './browser.ts';

const PAINTED = `new Promise((done) => {
  new PerformanceObserver((list) => {
    for (const one of list.getEntriesByName('first-contentful-paint')) done(one.startTime);
  }).observe({ type: 'paint', buffered: true });
})`;

/**
 * Milliseconds from the request of each page, as a file, to the moment at which a real Chromium painted its first
 * content; the pages take turns. Undefined without a browser. For the benchmark: no test holds a page to a time.
 */
export async function firstPaint(
  pages: readonly string[],
  rounds: number,
): Promise<readonly (readonly number[])[] | undefined> {
  const executablePath = browserPath();
  if (executablePath === undefined) return undefined;
  const dir = mkdtempSync(join(tmpdir(), 'sluice-paint-'));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const files = pages.map((html, index) => {
      const file = join(dir, `${index}.html`);
      writeFileSync(file, html);
      return pathToFileURL(file).href;
    });
    const times: number[][] = files.map(() => []);
    for (let round = 0; round <= rounds; round += 1) {
      for (const [index, url] of files.entries()) {
        const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
        await page.goto(url);
        const paintedMs = Number(await page.evaluate(PAINTED));
        // The first round warms the browser up.
        if (round > 0) times[index]?.push(paintedMs);
        await page.close();
      }
    }
    return times;
  } finally {
    await browser.close();
    rmSync(dir, { recursive: true });
  }
}
