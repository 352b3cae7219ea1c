import * as fc from 'fast-check';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/config.ts';
import { resolvePolicy } from '../../../src/engine/read-committed.ts';
import { openPolicy } from '../../../src/engine/simulate/other-policy.ts';
import { holdsUp, simulateRun, type SimulatedRun } from '../../../src/engine/simulate/simulate-run.ts';
import { decide } from '../../../src/gate/decide.ts';
import type { DecideInput } from '../../../src/gate/decide-input.ts';
import type { RunReport } from '../../../src/model/report.ts';
import { anyWaivedInput } from '../../gate/arbitrary.ts';
import { report as emptyReport } from '../../report/builders.ts';
import { checkOf } from '../rig.ts';

/** A run in which this was seen, decided by its own policy. */
function recorded(input: DecideInput): RunReport {
  const { plan, results, policy, lock, now, event = 'local' } = input;
  return emptyReport({
    plan,
    results,
    policy,
    ...(lock === undefined ? {} : { lock }),
    startedAt: now,
    trigger: { event },
    verdict: decide(input),
  });
}

async function under(report: RunReport, config: Config): Promise<SimulatedRun> {
  const policy = resolvePolicy(config.policy ?? {}, config.waivers ?? []);
  return (await simulateRun(report, await openPolicy(config, { cwd: tmpdir(), env: {}, policy }))).run;
}

/** What of a resolved policy a config can write down. */
function configOf({ policy }: Pick<DecideInput, 'policy'>): Config {
  const { limits, maxFlaky, noPermission, waivers } = policy;
  return { policy: { limits, noPermission, ...(maxFlaky === undefined ? {} : { maxFlaky }) }, waivers };
}

const isRequired = ({ plan }: DecideInput): boolean =>
  plan.checks.some(({ level, skip }) => level === 'required' && skip !== 'disabled');

describe('a run that is decided again', () => {
  it('by its own policy is what it was, whatever it saw', async () => {
    await fc.assert(
      fc.asyncProperty(anyWaivedInput.filter(isRequired), async (input) => {
        const report = recorded(input);
        const run = await under(report, configOf(input));
        expect(run).toMatchObject({ outcome: 'unchanged', because: [], gained: [], lost: [] });
        expect(run.simulated).toEqual(run.recorded);
      }),
      { numRuns: 300 },
    );
  });

  it('is never let through where a required check has no result', async () => {
    await fc.assert(
      fc.asyncProperty(anyWaivedInput, anyWaivedInput, async (input, other) => {
        const report = recorded(input);
        const run = await under(report, { ...configOf(other), checks: [checkOf('new')] });
        expect(run.notRecorded).toContain('repo/new');
        expect(holdsUp(run.simulated)).toBe(true);
        expect(['undecided', holdsUp(report.verdict) ? 'unchanged' : 'to-block']).toContain(run.outcome);
      }),
      { numRuns: 300 },
    );
  });

  it('flips for reasons that are told: a block gained to block, a block lost to pass', async () => {
    await fc.assert(
      fc.asyncProperty(anyWaivedInput, anyWaivedInput, async (input, other) => {
        const run = await under(recorded(input), configOf(other));
        if (run.outcome === 'to-block') expect(run.gained.length).toBeGreaterThan(0);
        if (run.outcome === 'to-pass') expect(run.lost.length).toBeGreaterThan(0);
        if (run.outcome === 'undecided') expect(run.because.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});
