import type { FakeState } from './fake-state.ts';
import { runnerLog } from './runner-log.ts';
import type { FakeAttempt, FakeJob } from './run-records.ts';
import type { AttemptSeed, JobSeed } from './seed.ts';

/** An attempt as a seed describes it. */
export function attemptOf(
  state: Pick<FakeState, 'nextId'>,
  seed: AttemptSeed,
  number: number,
  createdAt: string,
): FakeAttempt {
  const { status = 'completed', startedAt = createdAt, jobs = [{ name: 'test' }] } = seed;
  const all = jobs.map((job) => jobOf(state, job, startedAt, status === 'completed'));
  const worst = all.some(({ conclusion }) => conclusion === 'failure') ? 'failure' : 'success';
  const conclusion = seed.conclusion === undefined ? worst : seed.conclusion;
  return {
    number,
    status,
    conclusion: status === 'completed' ? conclusion : null,
    startedAt,
    updatedAt: seed.updatedAt ?? startedAt,
    jobs: all,
  };
}

function jobOf(state: Pick<FakeState, 'nextId'>, seed: JobSeed, startedAt: string, isOver: boolean): FakeJob {
  const { name, status = isOver ? 'completed' : 'in_progress', log = [] } = seed;
  const start = seed.startedAt ?? startedAt;
  const conclusion = status === 'completed' ? (seed.conclusion ?? 'success') : null;
  return {
    id: seed.id ?? state.nextId(),
    name,
    status,
    conclusion,
    startedAt: start,
    completedAt: status === 'completed' ? (seed.completedAt ?? start) : null,
    steps: (seed.steps ?? [{ name: 'Set up job' }]).map((step, index) => ({
      name: step.name,
      number: index + 1,
      conclusion: step.conclusion === undefined ? conclusion : step.conclusion,
    })),
    ...(log === null ? {} : { log: typeof log === 'string' ? log : runnerLog(log, start) }),
  };
}
