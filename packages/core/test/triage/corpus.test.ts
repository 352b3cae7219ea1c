import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { classifyLog } from '../../src/triage/classify-log.ts';

interface Labelled {
  readonly file: string;
  readonly label: 'transient' | 'persistent';
  readonly category: string;
}

const folder = join(import.meta.dirname, 'corpus');
const labels = readFileSync(join(folder, 'labels.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Labelled);

describe('the corpus', () => {
  it('has a label for each log, 120 and more, and no kind is more than two thirds', () => {
    expect(labels.map(({ file }) => file).toSorted()).toEqual(
      readdirSync(folder)
        .filter((name) => name.endsWith('.log'))
        .toSorted(),
    );
    expect(labels.length).toBeGreaterThanOrEqual(120);
    for (const kind of ['transient', 'persistent'])
      expect(labels.filter(({ label }) => label === kind).length / labels.length).toBeLessThan(2 / 3);
  });

  it('is judged with a precision of 0.98 and a recall of 0.92 and more', async () => {
    const said = await Promise.all(
      labels.map(async (log) => {
        const { verdict } = await classifyLog(createReadStream(join(folder, log.file)), {
          show: (text) => text,
        });
        return { ...log, isSaid: verdict === 'transient' };
      }),
    );
    const wrong = said.filter(({ label, isSaid }) => isSaid && label !== 'transient');
    const missed = said.filter(({ label, isSaid }) => !isSaid && label === 'transient');
    const right = said.filter(({ label, isSaid }) => isSaid && label === 'transient').length;
    const names = (some: readonly Labelled[]): string => some.map(({ file }) => file).join(', ');
    expect(right / (right + wrong.length), `wrongly transient: ${names(wrong)}`).toBeGreaterThanOrEqual(0.98);
    expect(right / (right + missed.length), `missed: ${names(missed)}`).toBeGreaterThanOrEqual(0.92);
  });

  it('has planted text of which none is transient', async () => {
    const planted = labels.filter(({ category }) => category === 'planted');
    expect(planted.length).toBeGreaterThan(10);
    for (const { file } of planted) {
      const { verdict } = await classifyLog(createReadStream(join(folder, file)), { show: (text) => text });
      expect(verdict, file).toBe('persistent');
    }
  });
});
