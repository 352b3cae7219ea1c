import { disarmCommands, oneLine, type PluginCommandContext } from '@sluice/core';
import { collect } from '../collect/collect.ts';
import type { Collected } from '../collect/collected.ts';
import type { HealthOptions } from '../options.ts';
import type { HealthStore } from '../store/health-store.ts';
import { storedRuns } from '../store/stored-runs.ts';
import { alertNow } from './alert-now.ts';
import { figuresNow, type FiguresNow } from './figures-now.ts';
import type { HealthArguments } from './health-arguments.ts';
import { publish } from './publish.ts';
import { repositoryOf } from './repository-of.ts';
import { faultError, withClient } from './with-client.ts';
import { counted, moment } from './words.ts';

interface CollectCommand {
  readonly context: PluginCommandContext;
  readonly given: HealthArguments;
  readonly options: HealthOptions;
  readonly store: HealthStore;
  readonly nowMs: number;
}

/**
 * `--collect`, with or without `--publish`: brings the store up to date, has the figures shown, and only then writes to
 * GitHub, so that a refusal costs nobody the answer. Throws the faults as a CiError.
 */
export async function collectAndPublish(
  command: CollectCommand,
  show: (now: FiguresNow) => Promise<void>,
): Promise<void> {
  const { context, given, options, store, nowMs } = command;
  const say = (line: string): void => context.err(`${disarmCommands(oneLine(line))}\n`);
  const repository = repositoryOf(options.repository, context.env);
  await withClient({ env: context.env, signal: context.signal, store }, async (client) => {
    const answer = await collect({ client, store, repository, nowMs, mostCalls: options.mostCalls });
    if (!answer.ok) throw faultError([answer.fault]);
    const { data: collected } = answer;
    say(`collected: ${words(collected)}, ${counted(client.requests(), 'call')}`);
    const settled = { ...options, defaultBranch: options.defaultBranch ?? collected.defaultBranch };
    const now = await figuresNow(storedRuns(store, given.atMs ?? nowMs), { given, options: settled, nowMs });
    const alert = alertNow(store, { runs: now.runs, nowMs, options: settled });
    say(`alert: ${alert.state} since ${moment(new Date(alert.sinceMs).toISOString())}`);
    await show(now);
    if (!given.isPublish) return;
    const [owner = '', name = ''] = collected.repository.split('/');
    const { defaultBranch } = collected;
    await publish(
      { client, repository: { owner, name }, defaultBranch, alert, board: await now.board(), options },
      say,
    );
  });
}

function words({ repository, changed, withJobs, missing }: Collected): string {
  const partial = missing.length === 0 ? '' : `, partial: ${missing.join('; ')}`;
  return `${repository}, ${counted(changed, 'new attempt')}, jobs of ${withJobs}${partial}`;
}
