import { resolve } from 'node:path';
import type { PluginCommandContext } from '@sluice/core';
import { runsFile } from '../runs/runs-file.ts';
import { sluiceRuns } from '../runs/sluice-runs.ts';
import type { HealthStore } from '../store/health-store.ts';
import { storedRuns } from '../store/stored-runs.ts';
import { figuresNow, type FiguresNow } from './figures-now.ts';
import { parseHealthArguments, type HealthArguments } from './health-arguments.ts';
import { HEALTH_HELP } from './health-help.ts';
import { readHealthOptions } from './health-settings.ts';
import { healthText } from './health-text.ts';
import { withStore } from './with-store.ts';

/** `sluice health`: says how well CI did. 0 whenever it could answer, for it judges nothing. */
export async function healthCommand(context: PluginCommandContext): Promise<number> {
  const { argv, cwd, calledFrom, env, out } = context;
  const given = parseHealthArguments(argv);
  if (given.isHelp) {
    out(HEALTH_HELP);
    return 0;
  }
  const options = await readHealthOptions(cwd);
  await withStore(context, needsStore(given), async (store) => {
    if (store !== undefined) await moveRuns(store, given, calledFrom);
    const show = async (now: FiguresNow): Promise<void> => {
      if (given.out !== undefined) {
        const { writeHealth } = await import('./write-health.ts');
        await writeHealth(resolve(calledFrom, given.out), await now.board());
      }
      out(given.isJson ? `${JSON.stringify(now.health, null, 2)}\n` : healthText(now.health));
    };
    const nowMs = Date.now();
    if (given.isCollect && store !== undefined) {
      const { collectAndPublish } = await import('./collect-and-publish.ts');
      return collectAndPublish({ context, given, options, store, nowMs }, show);
    }
    const source =
      given.runs !== undefined
        ? runsFile(resolve(calledFrom, given.runs), given.runs)
        : store === undefined || store.isEmpty()
          ? sluiceRuns({ cwd, env })
          : storedRuns(store, given.atMs ?? nowMs);
    return show(await figuresNow(source, { given, options, nowMs }));
  });
  return 0;
}

function needsStore(given: HealthArguments): boolean {
  return given.isCollect || given.import !== undefined || given.export !== undefined;
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
