import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { healthDocument } from '../packages/plugin-health/src/figures/health-document.ts';
import { openStore } from '../packages/plugin-health/src/store/open-store.ts';
import { storedRuns } from '../packages/plugin-health/src/store/stored-runs.ts';
import { fixture, sluiceBin } from './lib/fixture.ts';
import type { Line } from './lib/line.ts';
import { measureInTurns, median } from './lib/measure.ts';
import { peakMemory } from './lib/peak-memory.ts';

const RUNS = 100_000;
const DAYS = 90;

/**
 * `sluice health` over 100,000 runs of 90 days: putting them into the database, and the figures of the last week out of
 * it in a process that has warmed up, and in one of its own with the page.
 */
export async function health(): Promise<readonly Line[]> {
  const dir = fixture('health', {});
  const file = join(dir, 'runs.jsonl');
  writeRuns(file);
  const at = (name: string): { readonly cwd: string; readonly env: Readonly<Record<string, string>> } => ({
    cwd: dir,
    env: { SLUICE_STATE_DIR: join(dir, name) },
  });
  const sluice = (...args: readonly string[]) => ({ file: process.execPath, args: [sluiceBin, ...args] });
  const [imported, page] = measureInTurns(
    [
      { ...sluice('health', '--import', file, '--json'), ...at('imported') },
      { ...sluice('health', '--json', '--out', join(dir, 'out')), ...at('imported') },
    ],
    5,
  );
  return [
    { name: 'health: import of 100,000 runs', ours: median(imported), unit: 'ms', goal: 3000 },
    {
      name: 'health: figures of 100,000 runs',
      ours: await figures(join(dir, 'imported')),
      unit: 'ms',
      goal: 300,
    },
    { name: 'health: page of 100,000 runs', ours: median(page), unit: 'ms', goal: 1000 },
    {
      name: 'health: import, peak',
      ours: peakMemory(['health', '--import', file, '--json', '--cwd', dir]),
      unit: 'MB',
      goal: 300,
    },
  ];
}

async function figures(stateDir: string): Promise<number> {
  const store = await openStore(join(stateDir, 'health/health.db'));
  const times: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    const nowMs = Date.now();
    const start = performance.now();
    const reading = await storedRuns(store, nowMs).read();
    healthDocument({ reading, source: '', until: nowMs, nowMs, threshold: 0.85, exclude: [] });
    times.push(performance.now() - start);
  }
  store.close();
  return median(times.slice(1));
}

/** As GitHub lists them, with the fields that are read; the newest is of now, for figures are of the last week. */
function writeRuns(file: string): void {
  const descriptor = openSync(file, 'w');
  const stepMs = (DAYS * 24 * 60 * 60 * 1000) / RUNS;
  const nowMs = Date.now();
  for (let from = 0; from < RUNS; from += 1000) {
    const lines = Array.from({ length: 1000 }, (_, index) =>
      runLine(from + index, nowMs - (from + index) * stepMs),
    );
    writeSync(descriptor, lines.join(''));
  }
  closeSync(descriptor);
}

function runLine(index: number, createdMs: number): string {
  const iso = (ms: number): string => new Date(ms).toISOString();
  const isPush = index % 3 === 0;
  const workflow = index % 5;
  return `${JSON.stringify({
    id: 1_000_000 + index,
    run_attempt: 1,
    workflow_id: workflow + 1,
    name: `Workflow ${workflow}`,
    path: `.github/workflows/${workflow}.yml`,
    event: isPush ? 'push' : 'pull_request',
    head_branch: isPush ? 'main' : `topic-${index % 50}`,
    head_sha: (index * 7919).toString(16).padStart(40, '0'),
    display_title: `Change number ${index}`,
    html_url: `https://github.com/octo/app/actions/runs/${1_000_000 + index}`,
    status: 'completed',
    conclusion: index % 11 === 0 ? 'failure' : 'success',
    created_at: iso(createdMs),
    run_started_at: iso(createdMs),
    updated_at: iso(createdMs + 300_000 + (index % 60) * 1000),
  })}\n`;
}
