import { attemptOf } from './attempt-of.ts';
import type { FakeState } from './fake-state.ts';
import type { AttemptSeed } from './seed.ts';

/** Ends the last attempt of a run as a seed says: by default with the jobs it had, all successful. */
export function finishRun(state: FakeState, id: number, seed: AttemptSeed = {}): void {
  const run = state.runs.get(id);
  const last = run?.attempts.at(-1);
  if (run === undefined || last === undefined) throw new Error(`There is no run ${id}.`);
  const jobs = seed.jobs ?? last.jobs.map(({ name }) => ({ name }));
  const ended = attemptOf(state, { startedAt: last.startedAt, ...seed, jobs }, last.number, run.createdAt);
  run.attempts[last.number - 1] = ended;
}
