import type { Budget } from './budget.ts';

/** What every answer says of the rate limit. */
export function budgetHeaders({ limit, remaining, resetAtMs }: Budget): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-used': String(limit - remaining),
    'x-ratelimit-reset': String(Math.ceil(resetAtMs / 1000)),
    'x-ratelimit-resource': 'core',
  };
}
