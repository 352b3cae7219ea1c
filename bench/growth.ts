import { createPipeline, defineConfig, type Check } from '../packages/core/dist/index.js';
import { fixture } from './lib/fixture.ts';
import type { Line } from './lib/line.ts';
import { median, medianRatio } from './lib/measure.ts';

const FEW = 1000;
const MANY = 5000;

/** Five times the checks take five times as long, and no more than a fifth on top: a square would take 25 times. */
const GOAL = 6;

/**
 * How planning, and a whole run with its verdict and its report, grow from 1,000 to 5,000 checks. The checks start no
 * program: what is timed is Sluice alone. Both sizes take turns.
 */
export async function growth(): Promise<readonly Line[]> {
  const [few, many] = [pipelineOf(FEW), pipelineOf(MANY)];
  const planned = await takingTurns(few.plan, many.plan, 9);
  const ran = await takingTurns(few.run, many.run, 5);
  return [lineOf('growth: plan of 5,000 checks', planned), lineOf('growth: run of 5,000 checks', ran)];
}

interface Pipeline {
  readonly plan: () => Promise<void>;
  readonly run: () => Promise<void>;
}

function pipelineOf(count: number): Pipeline {
  const cwd = fixture(`growth-${count}`, {});
  const checks: Check[] = Array.from({ length: count }, (_, index) => ({
    id: `repo/check-${index}`,
    title: `check ${index}`,
    inputs: [`packages/p${index}/**`],
    needs: index % 10 === 0 ? [] : [`repo/check-${index - 1}`],
    cache: false,
    run: () => ({ status: 'completed', findings: [] }),
  }));
  const pipeline = createPipeline(defineConfig({ plugins: [], checks, policy: { required: ['repo/*'] } }));
  return {
    plan: async () => {
      const { plan, problems } = await pipeline.plan({ cwd, all: true });
      if (plan.checks.length !== count || problems.length > 0)
        throw new Error('the plan is not the one to be timed');
    },
    run: async () => {
      const report = await pipeline.run({ cwd, all: true });
      if (report.verdict.level !== 'pass' || report.results.length !== count)
        throw new Error('the run is not the one to be timed');
    },
  };
}

interface Turns {
  readonly few: readonly number[];
  readonly many: readonly number[];
}

async function takingTurns(
  few: () => Promise<void>,
  many: () => Promise<void>,
  rounds: number,
): Promise<Turns> {
  const times = { few: [] as number[], many: [] as number[] };
  // Once each before it counts: the engine's code is compiled by then.
  await few();
  await many();
  for (let round = 0; round < rounds; round += 1) {
    times.few.push(await timed(few));
    times.many.push(await timed(many));
  }
  return times;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const lineOf = (name: string, { few, many }: Turns): Line => ({
  name,
  ours: median(many),
  peer: { name: 'itself with 1,000', value: median(few), ratio: medianRatio(many, few) },
  unit: 'ms',
  goal: GOAL,
});
