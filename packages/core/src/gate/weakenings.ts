import { canonicalJson } from '../model/canonical-json.ts';
import { LEVELS } from '../model/level.ts';
import type { Lock } from '../model/lock.ts';
import { waiverSubject } from '../model/waiver-subject.ts';
import { isAsStrict } from './is-as-strict.ts';

/**
 * Everything by which a gate promises less than an earlier one, a sentence each: a check gone or switched off, a level
 * lowered, a limit gone or looser, a waiver added or prolonged, a baseline grown. What only makes it stricter is none.
 */
export function weakeningsOf(before: Lock, now: Lock): readonly string[] {
  return [
    ...weakerChecks(before, now),
    ...weakerLimits(before, now),
    ...newWaivers(before, now),
    ...grownBaseline(before, now),
  ];
}

function weakerChecks(before: Lock, now: Lock): readonly string[] {
  const current = new Map(now.checks.map((check) => [check.id, check]));
  return before.checks.flatMap(({ id, level, disabled }) => {
    const check = current.get(id);
    if (check === undefined) return [`check ${id} (${level}) is gone`];
    const found: string[] = [];
    if (LEVELS.indexOf(check.level) < LEVELS.indexOf(level))
      found.push(`level of ${id}: ${level} → ${check.level}`);
    if (check.disabled === true && disabled !== true) found.push(`check ${id} is switched off`);
    return found;
  });
}

type LockedLimit = Lock['limits'][number];

function weakerLimits(before: Lock, now: Lock): readonly string[] {
  return before.limits.flatMap((limit) => {
    const same = now.limits.filter(({ rule, checkId }) => rule === limit.rule && checkId === limit.checkId);
    if (same.some((one) => isAsStrict(one, limit))) return [];
    // A check that is gone is said once, not again for each of its limits.
    if (same.length === 0 && isGone(limit, now)) return [];
    const name = `limit ${limit.rule}${limit.checkId === undefined ? '' : ` of ${limit.checkId}`}`;
    const [nearest] = same;
    return [nearest === undefined ? `${name} is gone` : `${name}: ${differenceOf(limit, nearest)}`];
  });
}

function isGone({ checkId }: LockedLimit, { checks }: Lock): boolean {
  if (checkId === undefined) return false;
  return !checks.some(({ id }) => id === checkId || id.startsWith(`${checkId}@`));
}

/** The bound that moved, where that is all; else both as they stand. */
function differenceOf(before: LockedLimit, now: LockedLimit): string {
  for (const bound of ['max', 'min'] as const) {
    const [was, is] = [before[bound], now[bound]];
    if (was === undefined || is === was) continue;
    if (canonicalJson({ ...before, [bound]: 0 }) === canonicalJson({ ...now, [bound]: 0 }))
      return `${bound} ${was} → ${is ?? 'none'}`;
  }
  const { rule: _rule, checkId: _checkId, ...was } = before;
  const { rule: _, checkId: __, ...is } = now;
  return `${canonicalJson(was)} → ${canonicalJson(is)}`;
}

function newWaivers(before: Lock, now: Lock): readonly string[] {
  const until = new Map<string, string>();
  for (const waiver of before.waivers) {
    const subject = waiverSubject(waiver);
    if (waiver.expires > (until.get(subject) ?? '')) until.set(subject, waiver.expires);
  }
  return now.waivers.flatMap((waiver) => {
    const subject = waiverSubject(waiver);
    const was = until.get(subject);
    if (was !== undefined && waiver.expires <= was) return [];
    const words = was === undefined ? 'waiver added' : `waiver prolonged from ${was}`;
    return [`${words}: ${subject} (until ${waiver.expires}, ${waiver.owner}): ${waiver.reason}`];
  });
}

function grownBaseline(before: Lock, now: Lock): readonly string[] {
  const [was, is] = [before.baseline.findings, now.baseline.findings];
  return is > was ? [`baseline ${was} → ${is} accepted findings`] : [];
}
