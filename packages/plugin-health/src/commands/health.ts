import { resolve } from 'node:path';
import type { PluginCommandContext } from '@sluice/core';
import { healthDocument, type HealthDocument } from '../figures/health-document.ts';
import type { HealthOptions } from '../options.ts';
import type { Run } from '../runs/run.ts';
import type { RunSource } from '../runs/run-source.ts';
import { runsFile } from '../runs/runs-file.ts';
import { sluiceRuns } from '../runs/sluice-runs.ts';
import type { HealthStore } from '../store/health-store.ts';
import { storedRuns } from '../store/stored-runs.ts';
import { parseHealthArguments, type HealthArguments } from './health-arguments.ts';
import { HEALTH_HELP } from './health-help.ts';
import { readHealthOptions } from './health-settings.ts';
import { healthText } from './health-text.ts';
import { withStore } from './with-store.ts';

type Context = Omit<PluginCommandContext, 'err' | 'signal'>;

/** `sluice health`: says how well CI did. 0 whenever it could answer, for it judges nothing. */
export async function healthCommand(context: Context): Promise<number> {
  const { argv, cwd, calledFrom, out } = context;
  const given = parseHealthArguments(argv);
  if (given.isHelp) {
    out(HEALTH_HELP);
    return 0;
  }
  const options = await readHealthOptions(cwd);
  const { health, runs } = await withStore(context, needsStore(given), async (store) => {
    if (store !== undefined) await moveRuns(store, given, calledFrom);
    return figures({ context, given, options, store });
  });
  if (given.out !== undefined) {
    const { boardOf } = await import('../board/board.ts');
    const { writeHealth } = await import('./write-health.ts');
    await writeHealth(resolve(calledFrom, given.out), boardOf(health, runs, options.exclude));
  }
  out(given.isJson ? `${JSON.stringify(health, null, 2)}\n` : healthText(health));
  return 0;
}

function needsStore(given: HealthArguments): boolean {
  return given.import !== undefined || given.export !== undefined;
}

async function moveRuns(store: HealthStore, given: HealthArguments, calledFrom: string): Promise<void> {
  if (given.import !== undefined) {
    const { importRuns } = await import('../store/import-runs.ts');
    await importRuns(store, { path: resolve(calledFrom, given.import), name: given.import });
  }
  if (given.export === undefined) return;
  const { writeExport } = await import('./write-export.ts');
  await writeExport(store, resolve(calledFrom, given.export));
}

interface FiguresInput {
  readonly context: Context;
  readonly given: HealthArguments;
  readonly options: HealthOptions;
  readonly store: HealthStore | undefined;
}

/** The figures, and the runs that they are made of. */
async function figures(
  input: FiguresInput,
): Promise<{ readonly health: HealthDocument; readonly runs: readonly Run[] }> {
  const { given, options } = input;
  const { threshold, defaultBranch, exclude } = options;
  const nowMs = Date.now();
  const source = sourceOf(input, given.atMs ?? nowMs);
  const reading = await source.read();
  const health = healthDocument({
    reading,
    source: source.name,
    until: given.atMs ?? (source.until === 'now' ? nowMs : 'newest'),
    nowMs,
    threshold,
    exclude,
    ...(given.branch === undefined ? {} : { branch: given.branch }),
    ...(defaultBranch === undefined ? {} : { defaultBranch }),
  });
  return { health, runs: reading.runs };
}

/** The file that was named; else the database, when it has runs; else what Sluice recorded. */
function sourceOf({ context, given, store }: FiguresInput, toMs: number): RunSource {
  if (given.runs !== undefined) return runsFile(resolve(context.calledFrom, given.runs), given.runs);
  return store === undefined || store.isEmpty()
    ? sluiceRuns({ cwd: context.cwd, env: context.env })
    : storedRuns(store, toMs);
}
