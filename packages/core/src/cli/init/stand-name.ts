import type { Stand } from './stand.ts';

/** The check as it is told of. One that only informs is said to: what stood in its place may have blocked. */
export function standName({ check, level }: Stand): string {
  return level === undefined ? check : `${check} (${level})`;
}
