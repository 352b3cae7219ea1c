import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classifyLog } from '../packages/core/src/triage/classify-log.ts';
import { shownLine } from '../packages/core/src/report/shown-line.ts';
import { seededOrder } from './lib/seeded-order.ts';

const LOGS = 30;

/**
 * Thirty logs of a folder with `labels.jsonl`, chosen by the seed, each with its label, the answer, and the line that the
 * first evidence points at, read again from the file: for somebody to look whether it is the one to point at.
 */
export async function triageEvidence(folder: string, seed: number): Promise<string> {
  const labels = readFileSync(join(folder, 'labels.jsonl'), 'utf8').trim().split('\n');
  const files = labels.map((line) => JSON.parse(line) as { readonly file: string; readonly label: string });
  const blocks: string[] = [];
  for (const { file, label } of seededOrder(files, seed).slice(0, LOGS)) {
    const path = join(folder, file);
    const { verdict, category, evidence } = await classifyLog(createReadStream(path), { show: shownLine });
    const lines = readFileSync(path, 'utf8').split('\n');
    const shown = evidence.map(
      ({ line, rule }) => `  ${line} of ${lines.length}  ${shownLine(lines[line - 1] ?? '')}  [${rule}]`,
    );
    blocks.push([`${file}: ${label}, said ${verdict} (${category})`, ...shown].join('\n'));
  }
  return [`${blocks.length} of ${files.length} logs, seed ${seed}`, ...blocks].join('\n');
}
