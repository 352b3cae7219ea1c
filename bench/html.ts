import { firstPaint } from '../packages/core/test/report/html/first-paint.ts';
import { findingsCase, pageOf } from '../packages/core/test/report/html/pages.ts';
import type { Line } from './lib/line.ts';
import { median } from './lib/measure.ts';

/** The page of a run with 5,000 findings: drawing it in a process that has warmed up, its size, and its first paint. */
export async function html(): Promise<readonly Line[]> {
  const many = findingsCase(5000);
  const drawn: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    const start = performance.now();
    pageOf(many);
    drawn.push(performance.now() - start);
  }
  const page = pageOf(many);
  const lines: readonly Line[] = [
    { name: 'html: drawing 5,000 findings', ours: median(drawn.slice(3)), unit: 'ms', goal: 500 },
    { name: 'html: page of 5,000 findings', ours: Buffer.byteLength(page) / 1e6, unit: 'MB', goal: 3 },
  ];
  const painted = await firstPaint([page, pageOf(findingsCase(0))], 9);
  if (painted === undefined) {
    console.error('html: no Chromium on PATH, so no page was painted');
    return lines;
  }
  const [ours = [], bare = []] = painted;
  return [
    ...lines,
    { name: 'html: first paint of 5,000 findings', ours: median(ours), unit: 'ms', goal: 1000 },
    { name: 'html: first paint of none', ours: median(bare), unit: 'ms' },
  ];
}
