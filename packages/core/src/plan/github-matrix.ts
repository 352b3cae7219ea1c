import { createHash } from 'node:crypto';
import type { Plan } from '../model/plan.ts';
import { groupChecks } from './group-checks.ts';

/** What GitHub Actions allows in one matrix. */
const MOST_JOBS = 256;

/** One machine of a matrix. */
interface MatrixEntry {
  /** For people: the first check and how many there are beside it. */
  readonly name: string;
  /** For an artifact's name: letters, digits, `-` and `.`, and never the same twice. */
  readonly slug: string;
  /** Ids, with a blank between two; no id holds one. */
  readonly checks: string;
  /** True when no check of them is required. */
  readonly optional: boolean;
}

/**
 * The lines for `$GITHUB_OUTPUT`: `matrix`, for `fromJSON`, `count` of its entries, and `hash` of the plan. A matrix
 * without entries is an error in Actions, so a workflow asks `count` first.
 */
export function githubMatrix({ checks, hash }: Plan): string {
  const include = groupChecks(checks, MOST_JOBS).map(({ checks: ids, isRequired }): MatrixEntry => ({
    name: nameOf(ids),
    slug: slugOf(ids),
    checks: ids.join(' '),
    optional: !isRequired,
  }));
  return `matrix=${JSON.stringify({ include })}\ncount=${include.length}\nhash=${hash}\n`;
}

const nameOf = ([first = '', ...more]: readonly string[]): string =>
  more.length === 0 ? first : `${first} and ${more.length} more`;

function slugOf(ids: readonly string[]): string {
  const words = (ids[0] ?? '').replace(/[^A-Za-z0-9.]+/gu, '-').slice(0, 60);
  return `${words}-${createHash('sha256').update(ids.join('\n')).digest('hex').slice(0, 8)}`;
}
