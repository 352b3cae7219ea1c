import type { CacheEvent } from './cache-event.ts';

/**
 * Why the code of this event may not write a cache; undefined when it may. Whoever can open a pull request must not be
 * able to plant layers that others build upon: what is not known for this repository's own is treated as a fork's, and
 * events that run with the default branch's cache are never trusted with it.
 */
export function whyNotWritten({ name, isFork }: CacheEvent): string | undefined {
  if (name === 'pull_request_target' || name === 'workflow_run')
    return `the event ${name} has the default branch's cache`;
  if (name?.startsWith('pull_request') !== true || isFork === false) return undefined;
  return isFork === true ? 'a pull request of a fork' : 'a pull request that may be of a fork';
}
