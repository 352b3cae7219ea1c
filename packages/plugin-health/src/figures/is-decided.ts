import type { Run } from '../runs/run.ts';

/** Whether a run ended as a pass or a failure. */
export function isDecided(run: Run): boolean {
  return run.class === 'pass' || run.class === 'fail';
}
