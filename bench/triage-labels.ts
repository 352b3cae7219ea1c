import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classifyLog } from '../packages/core/src/triage/classify-log.ts';

interface Labelled {
  readonly file: string;
  readonly label: 'transient' | 'persistent';
  readonly category: string;
}

interface Counted {
  readonly isSaid: boolean;
  readonly isNaive: boolean;
  readonly log: Labelled;
}

const NAIVE = /ECONNRESET|ETIMEDOUT|429|5\d\d|network error|download error/iu;

/** Precision, recall and F1 of `transient` over a folder with `labels.jsonl`, by its categories, beside the naive rules. */
export async function triageLabels(folder: string): Promise<string> {
  const labels = readFileSync(join(folder, 'labels.jsonl'), 'utf8').trim().split('\n');
  const counted: Counted[] = [];
  for (const label of labels) {
    const log = JSON.parse(label) as Labelled;
    const path = join(folder, log.file);
    const { verdict } = await classifyLog(createReadStream(path), { show: (text) => text });
    counted.push({ log, isSaid: verdict === 'transient', isNaive: NAIVE.test(readFileSync(path, 'utf8')) });
  }
  const categories = [...Map.groupBy(counted, ({ log }) => log.category)].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const rows = [['all', counted] as const, ...categories].map(
    ([name, some]) =>
      `${name.padEnd(24)} ${String(some.length).padStart(4)}   ${figures(some, 'isSaid')}   ${figures(some, 'isNaive')}`,
  );
  return ['category                 logs   P     R     F1     naive P     R     F1', ...rows].join('\n');
}

function figures(counted: readonly Counted[], by: 'isSaid' | 'isNaive'): string {
  const said = counted.filter((one) => one[by]);
  const real = counted.filter(({ log }) => log.label === 'transient');
  const both = said.filter(({ log }) => log.label === 'transient').length;
  const f1 = (2 * both) / (said.length + real.length);
  return [both / said.length, both / real.length, f1]
    .map((value) => (Number.isNaN(value) ? '   -' : value.toFixed(2)))
    .join('  ');
}
