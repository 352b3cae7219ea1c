import { baselineSize, type Baseline } from '../findings/baseline.ts';
import { finishFindings } from '../findings/finish-findings.ts';
import { markProblems } from '../findings/mark-problems.ts';
import { setStates, type WithStates } from '../findings/set-states.ts';
import { conclude } from '../gate/conclude.ts';
import type { Finding } from '../model/finding.ts';
import type { PlannedCheck } from '../model/plan.ts';
import type { ResolvedPolicy } from '../model/policy.ts';
import type { RunReport } from '../model/report.ts';
import type { CheckResult, CheckRun } from '../model/result.ts';

/** Concludes a check from its attempts: the same pure functions during the run, after it, and from a recorded one. */
export interface Judge {
  /** One check by itself, for what the run must know at once: whether to try again, what others may build on. */
  readonly one: (planned: PlannedCheck, run: CheckRun) => CheckResult;
  /** All checks of a run: what several of them saw is one problem, and of the baseline's each is used once. */
  readonly all: (runs: readonly PlannedRun[]) => Judgement;
}

/** A planned check and what came of it. */
export interface PlannedRun {
  readonly planned: PlannedCheck;
  readonly run: CheckRun;
}

/** The results of a run, and what of the baseline was seen. */
export interface Judgement {
  readonly results: readonly CheckResult[];
  readonly baseline?: NonNullable<RunReport['baseline']>;
}

interface JudgeInput {
  readonly policy: ResolvedPolicy;
  /** The run's start, an input that the report records. */
  readonly now: string;
  readonly event: string;
  readonly baseline?: Baseline;
}

/** Binds what all conclusions of a run depend on. */
export function createJudge({ policy, now, event, baseline }: JudgeInput): Judge {
  const finish = ({ planned, run }: PlannedRun): readonly Finding[] =>
    finishFindings(run.attempts.at(-1)?.findings ?? [], {
      waivers: policy.waivers,
      now,
      checkId: planned.id,
    });
  const concludeWith = ({ planned, run }: PlannedRun, findings: readonly Finding[]): CheckResult =>
    conclude(planned, run, { findings, policy, now, event });
  const stated = (lists: readonly (readonly Finding[])[]): WithStates =>
    baseline === undefined ? { lists, existing: 0, gone: [] } : setStates(lists, baseline);
  return {
    one: (planned, run) => {
      const [findings = []] = stated([finish({ planned, run })]).lists;
      return concludeWith({ planned, run }, findings);
    },
    all: (runs) => {
      const states = stated(markProblems(runs.map(finish)));
      const results = runs.map((run, index) => concludeWith(run, states.lists[index] ?? []));
      return baseline === undefined ? { results } : { results, baseline: seenOf(baseline, states) };
    },
  };
}

function seenOf(baseline: Baseline, { existing, gone }: WithStates): NonNullable<Judgement['baseline']> {
  return {
    findings: baselineSize(baseline),
    existing,
    gone: gone.reduce((sum, { count }) => sum + count, 0),
  };
}
