import type { RunClass } from './run.ts';

/** Every conclusion of GitHub's, and what it counts as. */
export const CONCLUSION_CLASSES: Readonly<Record<string, RunClass>> = {
  success: 'pass',
  failure: 'fail',
  timed_out: 'fail',
  startup_failure: 'fail',
  cancelled: 'other',
  skipped: 'other',
  neutral: 'other',
  stale: 'other',
  action_required: 'waiting',
};

/** What a completed run counts as. A conclusion that nobody knows is no evidence of anything: `other`. */
export function conclusionClass(conclusion: string): RunClass {
  return Object.hasOwn(CONCLUSION_CLASSES, conclusion)
    ? (CONCLUSION_CLASSES[conclusion] ?? 'other')
    : 'other';
}
