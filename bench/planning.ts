import { createPipeline, defineConfig, type Check } from '../packages/core/dist/index.js';
import { fixture } from './lib/fixture.ts';
import type { Line } from './lib/line.ts';
import { median } from './lib/measure.ts';

/** 1,000 checks in chains of ten with inputs and limits, collected, ordered, levelled and hashed. */
export async function planning(): Promise<readonly Line[]> {
  const dir = fixture('planning', {});
  const checks: Check[] = Array.from({ length: 1000 }, (_, index) => ({
    id: `repo/check-${index}`,
    title: `check ${index}`,
    inputs: [`packages/p${index}/**`],
    needs: index % 10 === 0 ? [] : [`repo/check-${index - 1}`],
    run: () => ({ status: 'completed', findings: [] }),
  }));
  const pipeline = createPipeline(defineConfig({ plugins: [], checks, policy: { required: ['repo/*'] } }));
  const times: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    const start = performance.now();
    const { plan, problems } = await pipeline.plan({ cwd: dir, all: true });
    times.push(performance.now() - start);
    if (plan.checks.length !== 1000 || problems.length > 0)
      throw new Error('the plan is not the one to be timed');
  }
  return [{ name: 'planning', ours: median(times), unit: 'ms', goal: 100 }];
}
