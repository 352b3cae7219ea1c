import { resolve } from 'node:path';
import type { PluginCommandContext } from '@sluice/core';
import { healthDocument } from '../figures/health-document.ts';
import type { RunSource } from '../runs/run-source.ts';
import { runsFile } from '../runs/runs-file.ts';
import { sluiceRuns } from '../runs/sluice-runs.ts';
import { parseHealthArguments } from './health-arguments.ts';
import { HEALTH_HELP } from './health-help.ts';
import { readHealthOptions } from './health-settings.ts';
import { healthText } from './health-text.ts';
import { writeHealth } from './write-health.ts';

/** `sluice health`: says how well CI did. 0 whenever it could answer, for it judges nothing. */
export async function healthCommand({
  argv,
  cwd,
  calledFrom,
  env,
  out,
}: Omit<PluginCommandContext, 'err' | 'signal'>): Promise<number> {
  const given = parseHealthArguments(argv);
  if (given.isHelp) {
    out(HEALTH_HELP);
    return 0;
  }
  const { threshold, defaultBranch, exclude } = await readHealthOptions(cwd);
  const source: RunSource =
    given.runs === undefined
      ? sluiceRuns({ cwd, env })
      : runsFile(resolve(calledFrom, given.runs), given.runs);
  const nowMs = Date.now();
  const health = healthDocument({
    reading: await source.read(),
    source: source.name,
    until: given.atMs ?? (source.until === 'now' ? nowMs : 'newest'),
    nowMs,
    threshold,
    exclude,
    ...(given.branch === undefined ? {} : { branch: given.branch }),
    ...(defaultBranch === undefined ? {} : { defaultBranch }),
  });
  if (given.out !== undefined) await writeHealth(resolve(calledFrom, given.out), health);
  out(given.isJson ? `${JSON.stringify(health, null, 2)}\n` : healthText(health));
  return 0;
}
