import { join } from 'node:path';
import type { Check, CheckContext, CheckOutcome } from '@sluice/core';
import type { PythonOptions } from '../options.ts';
import { withCommon } from './base-check.ts';
import { environmentId, newestVersion } from './environment-id.ts';
import { readPytestRecord, type PytestRecord } from './pytest-record.ts';

type SlowestOptions = Exclude<PythonOptions['slowest'], false>;
type TimedTest = PytestRecord['tests'][number];

/** Prints the functions that took longest, called ones included. */
const PRINT_PROFILE =
  'import pstats, sys; pstats.Stats(sys.argv[1], stream=open(sys.argv[2], "w")).sort_stats("cumulative").print_stats(40)';

/** The slowest tests of the newest version's run, and a profile of the slowest. Facts only: it never judges. */
export function slowestCheck(options: PythonOptions): Check {
  const version = newestVersion(options);
  const own = options.slowest;
  const check: Check = {
    id: 'python/slowest',
    title: 'The slowest tests',
    level: 'informational',
    limits: [],
    needs: [environmentId(version), `python/pytest@${version}`],
    run: (ctx) => runSlowest(ctx, { version, options: own === false ? undefined : own }),
  };
  const settled = withCommon(check, own, 'slowest');
  return options.pytest === false && !settled.disabled
    ? { ...settled, needs: [], disabled: 'option pytest is false, so no test is timed' }
    : settled;
}

async function runSlowest(
  ctx: CheckContext,
  run: { version: string; options: SlowestOptions | undefined },
): Promise<CheckOutcome> {
  const record = await readPytestRecord(ctx.stateDir, run.version);
  const sorted = (record?.tests ?? []).toSorted((left, right) => right.durationMs - left.durationMs);
  const slowest = sorted[0];
  if (!slowest) return { status: 'errored', reason: 'pytest left no durations to look at' };
  const listed = sorted.slice(0, run.options?.count ?? 10);
  const total = sum(sorted);
  const wantsProfile = (run.options?.profile ?? true) && slowest.durationMs >= (run.options?.minMs ?? 500);
  const note = wantsProfile ? await profile(ctx, slowest) : undefined;
  return {
    status: 'completed',
    findings: [],
    metrics: { slowestMs: slowest.durationMs, totalMs: total, tests: sorted.length },
    scope: {
      unit: 'tests',
      seen: sorted.length,
      missed: 0,
      detail: [
        ...listed.map(({ id, durationMs }) => `${seconds(durationMs)}  ${id}`),
        ...(note === undefined ? [] : [note]),
      ],
    },
    summary: `${slowest.id} ${seconds(slowest.durationMs)}; the ${listed.length} slowest take ${share(sum(listed), total)} of the time`,
  };
}

/** Runs the one test again under cProfile. What hinders it is a remark: the durations stand. */
async function profile(ctx: CheckContext, test: TimedTest): Promise<string> {
  const raw = join(ctx.tempDir, 'slowest.prof');
  const text = join(ctx.tempDir, 'slowest-profile.txt');
  const args = ['-m', 'cProfile', '-o', raw, '-m', 'pytest', '-p', 'no:cacheprovider', test.id];
  const timeoutMs = 30_000 + 20 * test.durationMs;
  // The project's own options may measure coverage: that must neither be profiled nor land in the tree.
  const env = {
    COVERAGE_PROCESS_START: undefined,
    COVERAGE_FILE: join(ctx.tempDir, 'coverage-of-profile'),
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const ran = await ctx.exec('python', args, { env, timeoutMs });
  if (ran.exitCode !== 0)
    return `no profile: ${test.id} did not pass by itself under cProfile (exit ${ran.exitCode})`;
  const printed = await ctx.exec('python', ['-c', PRINT_PROFILE, raw, text]);
  if (printed.exitCode !== 0) return 'no profile: what cProfile wrote could not be read';
  ctx.artifact('slowest.prof', raw);
  ctx.artifact('slowest-profile.txt', text);
  return `profile of ${test.id}: slowest-profile.txt`;
}

const sum = (tests: readonly TimedTest[]): number =>
  tests.reduce((total, { durationMs }) => total + durationMs, 0);
const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 1000 ? 3 : 1)} s`;
const share = (part: number, total: number): string =>
  `${total === 0 ? 0 : Math.round((part / total) * 100)} %`;
