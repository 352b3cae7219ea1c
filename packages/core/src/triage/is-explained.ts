import type { PersistentHit, TransientHit } from './hit.ts';

/** Whether evidence against follows from a cause outside, and so does not stand against it. */
export function isExplained({ rule }: PersistentHit, { rule: cause }: TransientHit): boolean {
  if (cause.beats?.includes(rule.category) !== true) return false;
  // The runner is gone: that is above everything else. A package that did not come: nothing was compiled, no test ran.
  return (
    cause.where === 'end' ||
    cause.category === 'api-rate-limit' ||
    cause.id === 'compiler-killed' ||
    rule.mayFollow === true
  );
}
