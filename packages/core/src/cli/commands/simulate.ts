import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { findConfig } from '../../config/find.ts';
import { loadConfig } from '../../config/load.ts';
import { readCommitted } from '../../engine/read-committed.ts';
import { openPolicy, type OtherPolicy } from '../../engine/simulate/other-policy.ts';
import { simulateRun } from '../../engine/simulate/simulate-run.ts';
import { ciError } from '../../errors/ci-error.ts';
import { compareText } from '../../model/compare-text.ts';
import type { Problem } from '../../model/problem.ts';
import { locateStateDir } from '../../state/state-dir.ts';
import { stringFlag } from '../args.ts';
import { processHost } from '../host.ts';
import { printProblems } from '../print-problems.ts';
import { readRecorded } from '../simulate/read-recorded.ts';
import { reportFiles, type ReportFile } from '../simulate/report-files.ts';
import { simulateText } from '../simulate/simulate-text.ts';
import type { Simulation } from '../simulate/simulation.ts';
import type { Invocation } from '../verb.ts';

/**
 * `sluice simulate --config FILE`: what another policy would have decided over recorded runs. Exits 0 when it could
 * answer, whatever the answer, and 2 when no run could be read.
 */
export async function simulate({ cwd, env, flags, terminal, signal }: Invocation): Promise<number> {
  const isJson = flags['json'] === true;
  try {
    const named = stringFlag(flags, 'config');
    if (named === undefined)
      throw ciError('USAGE', {
        detail: 'sluice simulate needs --config FILE.',
        fix: 'Copy your config, change the policy of the copy, and name it.',
      });
    const { config, file, dir } = await loadConfig({ cwd, file: named });
    const host = processHost();
    const { policy, problems } = await readCommitted(dir, config, new Date(host.now()).toISOString());
    const other = await openPolicy(config, {
      cwd: dir,
      env: host.env,
      policy,
      // The lock of that folder is another config's.
      problems: problems.filter(({ code }) => !code.startsWith('LOCK_') && !code.startsWith('BASELINE_')),
      signal,
    });
    const from = await placeOf({ cwd, env, dir, runs: stringFlag(flags, 'runs') });
    const simulation = await overAll(await reportFiles(from), other, { config: file, from, signal });
    if (simulation.summary.runs + simulation.summary.unreadable === 0)
      throw ciError('RUN_NOT_FOUND', { run: `in ${from}` });
    terminal.out(isJson ? `${JSON.stringify(simulation, null, 2)}\n` : simulateText(simulation, cwd));
    return simulation.summary.runs > 0 ? 0 : 2;
  } catch (error) {
    // The shell is told by the code of the signal; of half of the runs there is nothing to say.
    return signal.aborted ? 2 : printProblems(terminal, error, isJson);
  }
}

/** `--runs`, else what was recorded beside that config, else what was recorded here. */
async function placeOf({
  cwd,
  env,
  dir,
  runs,
}: Pick<Invocation, 'cwd' | 'env'> & {
  readonly dir: string;
  readonly runs: string | undefined;
}): Promise<string> {
  if (runs !== undefined) return resolve(cwd, runs);
  const beside = locateStateDir({ cwd: dir, env }).runsDir;
  if (existsSync(beside)) return beside;
  const own = await findConfig(cwd);
  return own === undefined ? beside : locateStateDir({ cwd: dirname(own), env }).runsDir;
}

async function overAll(
  files: readonly ReportFile[],
  other: OtherPolicy,
  { signal, ...about }: Pick<Simulation, 'config' | 'from'> & { readonly signal: AbortSignal },
): Promise<Simulation> {
  const runs: Simulation['runs'][number][] = [];
  const unreadable: Simulation['unreadable'][number][] = [];
  const unmatched = new Map<string, { readonly problem: Problem; readonly times: number }>();
  for await (const recorded of readRecorded(files)) {
    signal.throwIfAborted();
    if ('problem' in recorded) {
      unreadable.push(recorded);
      continue;
    }
    const { run, decided } = await simulateRun(recorded.report, other, signal);
    runs.push({ ...run, file: recorded.file });
    for (const problem of decided.recast.problems) {
      const times = unmatched.get(problem.message)?.times ?? 0;
      unmatched.set(problem.message, { problem, times: times + 1 });
    }
  }
  const count = (outcome: string): number => runs.filter((run) => run.outcome === outcome).length;
  return {
    ...about,
    summary: {
      runs: runs.length,
      toBlock: count('to-block'),
      toPass: count('to-pass'),
      unchanged: count('unchanged'),
      undecided: count('undecided'),
      unreadable: unreadable.length,
    },
    runs: runs.toSorted((a, b) => compareText(a.startedAt, b.startedAt) || compareText(a.runId, b.runId)),
    unreadable,
    problems: [...unmatched.values()]
      .filter(({ times }) => times === runs.length)
      .map(({ problem }) => problem),
  };
}
