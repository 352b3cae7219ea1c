import type { BuildLog } from '../parse/build-log.ts';
import type { CachePlan } from './cache-plan.ts';

/** How BuildKit refuses a cache before it builds anything; what goes wrong later is a warning by `ignore-error`. */
const REFUSED = /failed to configure \S{1,40} cache (?:ex|im)porter: ([^\n]{1,300})/iu;

/** The same plan, or one without a cache where BuildKit refused it: a cache must never be why there is no image. */
export function withoutCache(plan: CachePlan, { error = '' }: Pick<BuildLog, 'error'>): CachePlan {
  const [, why] = REFUSED.exec(error) ?? [];
  if (plan.args.length === 0 || why === undefined) return plan;
  return { args: [], env: [], words: `${plan.words}; not used, for BuildKit refused it: ${why}` };
}
