import type { Check, CheckContext, CheckOutcome } from '@sluice/core';
import type { PythonOptions } from '../options.ts';
import { withCommon } from './base-check.ts';
import { newestVersion } from './environment-id.ts';
import { readPytestRecord } from './pytest-record.ts';

/** Coverage of the newest version's run against the last runs. A drop is reported, and never blocks by itself. */
export function coverageTrendCheck(options: PythonOptions): Check {
  const version = newestVersion(options);
  const own = options.coverageTrend;
  const check: Check = {
    id: 'python/coverage-trend',
    title: 'Coverage against the last runs',
    level: 'informational',
    needs: [`python/pytest@${version}`],
    run: (ctx) =>
      runTrend(ctx, {
        version,
        runs: own === false ? 10 : own.runs,
        maxDrop: own === false ? 1 : own.maxDrop,
      }),
  };
  const settled = withCommon(check, own, 'coverageTrend');
  const isMeasured = options.pytest !== false && options.pytest.coverage !== false;
  return isMeasured || settled.disabled
    ? settled
    : { ...settled, needs: [], disabled: 'coverage is not measured, so there is no trend' };
}

async function runTrend(
  ctx: CheckContext,
  run: { version: string; runs: number; maxDrop: number },
): Promise<CheckOutcome> {
  const coverage = (await readPytestRecord(ctx.stateDir, run.version))?.coverage;
  if (!coverage) return { status: 'errored', reason: 'pytest left no coverage to look at' };
  const earlier = ctx.history
    .map((entry) => entry.metrics['coverage'])
    .filter((value) => value !== undefined)
    .slice(0, run.runs);
  const mean =
    earlier.length === 0 ? undefined : earlier.reduce((total, value) => total + value, 0) / earlier.length;
  const now = round(coverage.percent);
  const change = mean === undefined ? 0 : round(coverage.percent - mean);
  const isDrop = mean !== undefined && mean - coverage.percent > run.maxDrop;
  return {
    status: 'completed',
    findings: isDrop
      ? [
          ctx.finding({
            ruleId: 'coverage/dropped',
            tool: 'coverage',
            kind: 'test',
            severity: 'info',
            message: `coverage is ${now} %, ${-change} points below ${earlier.length === 1 ? 'the last run' : `the mean of the last ${earlier.length} runs`}`,
            region: 'coverage',
          }),
        ]
      : [],
    metrics: { coverage: coverage.percent, change },
    scope: {
      unit: 'runs',
      seen: earlier.length + 1,
      missed: 0,
      detail: earlier.map((value) => `${round(value)} %`),
    },
    summary:
      earlier.length === 0 ? `${now} %, no earlier run` : `${now} %, ${phrase(change, earlier.length)}`,
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;

function phrase(change: number, runs: number): string {
  const what = runs === 1 ? 'the last run' : `the mean of the last ${runs} runs`;
  if (change === 0) return `the same as ${what}`;
  return `${change > 0 ? '+' : ''}${change} against ${what}`;
}
