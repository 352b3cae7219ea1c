import { readAt } from '../changes/read-at.ts';
import { messageOf } from '../errors/message-of.ts';
import { parseLock } from '../gate/lock.ts';
import type { Changes } from '../model/changes.ts';
import type { LockAtBase } from '../model/lock.ts';
import { describeTrigger } from './describe.ts';
import type { EngineOptions } from './run-options.ts';

/**
 * The lock of the commit that a run compares with, read as data. Undefined where there is nothing to hold the gate
 * against: no such commit outside a pull request and a merge queue, or neither it nor the work tree has a lock.
 */
export async function lockAtBase(
  { base, method, reason }: Changes,
  hasLock: boolean,
  { cwd, host }: Pick<EngineOptions, 'cwd' | 'host'>,
): Promise<LockAtBase | undefined> {
  if (base === undefined) {
    const isOwed = /^(?:pull_request|merge_group)/u.test(describeTrigger(host.env).event);
    // Without a repository there is nothing that this could be a change of.
    const isChange = method !== 'no-repository' && method !== 'no-commit';
    return isOwed && isChange ? { unread: `nothing to compare with is known, ${reason}` } : undefined;
  }
  const file = await readAt({ cwd, env: host.env }, base, 'ci.lock.json');
  if (file.kind === 'absent') return hasLock ? { base, unread: 'there was no ci.lock.json' } : undefined;
  if (file.kind === 'unread') return { base, unread: `git does not give its ci.lock.json (${file.words})` };
  try {
    return { base, lock: parseLock(file.text) };
  } catch (error) {
    return { base, unread: `its ci.lock.json cannot be read (${messageOf(error)})` };
  }
}
