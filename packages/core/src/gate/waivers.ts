import { dayOf, daysBetween, isDay } from '../model/day.ts';
import { compileIdPattern } from '../model/id-pattern.ts';
import type { LimitMeasurement } from '../model/limit.ts';
import type { Plan } from '../model/plan.ts';
import type { Waiver } from '../model/policy.ts';
import type { CheckResult } from '../model/result.ts';
import type { Objection } from '../model/verdict.ts';
import { waiverSubject } from '../model/waiver-subject.ts';

const SAID_BEFORE_DAYS = 14;

/** A waiver as a result or an objection names it. */
export type WaiverNote = NonNullable<CheckResult['waiver']>;

/** True up to and including the waiver's last day. A waiver that is malformed is never in date. */
export function isInDate(waiver: Pick<Waiver, 'expires'>, now: string): boolean {
  return isDay(waiver.expires) && waiver.expires >= dayOf(now);
}

/**
 * The waiver that accepts a check's broken limits: one that names the check, or one for each of the limits, of which
 * the first to end is given. A limit that was not measured is accepted by none: absence of evidence is not a failure
 * that someone looked at.
 */
export function acceptedBy(
  id: string,
  broken: readonly LimitMeasurement[],
  { waivers, now }: { readonly waivers: readonly Waiver[]; readonly now: string },
): WaiverNote | undefined {
  if (broken.some(({ measured }) => measured === undefined)) return undefined;
  const inDate = waivers.filter((waiver) => isInDate(waiver, now));
  const whole = inDate.find(({ check }) => check !== undefined && compileIdPattern(check).matches(id));
  if (whole !== undefined) return noteOf(whole);
  const each = broken.map(({ rule }) => inDate.find(({ limit }) => limit === rule));
  const [first] = each
    .filter((waiver) => waiver !== undefined)
    .sort((a, b) => daysBetween(b.expires, a.expires));
  return first === undefined || each.includes(undefined) ? undefined : noteOf(first);
}

function noteOf(waiver: Waiver): WaiverNote {
  const { reason, owner, expires } = waiver;
  return { reason, owner, expires, subject: waiverSubject(waiver) };
}

interface WaiverReview {
  readonly waivers: readonly Waiver[];
  readonly now: string;
  readonly plan: Plan;
  readonly results: readonly CheckResult[];
  /** Rules of limits over several checks that are broken, for waivers of limits. */
  readonly brokenRules: ReadonlySet<string>;
}

/** What is to be said of the waivers themselves: expired, about to, or of no use. */
export function reviewWaivers(review: WaiverReview): readonly Objection[] {
  const { waivers, now } = review;
  const used = usedSubjects(review);
  return waivers.flatMap((waiver): Objection[] => {
    const subject = waiverSubject(waiver);
    const say = (rule: string, message: string): Objection => ({
      source: 'gate',
      level: 'warn',
      rule,
      message,
    });
    if (!isInDate(waiver, now)) {
      return [
        say(
          'waiver-expired',
          `the waiver of ${subject} ended on ${waiver.expires} and no longer counts (${waiver.owner})`,
        ),
      ];
    }
    const isUnused = !used.has(subject) && canBeUnused(waiver, review);
    if (isUnused)
      return [
        say(
          'waiver-unused',
          `the waiver of ${subject} accepts nothing any more; take it out (${waiver.owner})`,
        ),
      ];
    const left = daysBetween(dayOf(now), waiver.expires);
    if (left > SAID_BEFORE_DAYS) return [];
    return [
      say(
        'waiver-ending',
        `the waiver of ${subject} ends on ${waiver.expires}, ${inDays(left)} (${waiver.owner})`,
      ),
    ];
  });
}

function inDays(left: number): string {
  if (left === 0) return 'today';
  return left === 1 ? 'in 1 day' : `in ${left} days`;
}

function usedSubjects({ results, waivers, brokenRules, now }: WaiverReview): ReadonlySet<string> {
  const used = new Set<string>();
  for (const { findings, waiver, limits, id } of results) {
    for (const { suppression } of findings)
      if (suppression?.subject !== undefined) used.add(suppression.subject);
    const broken = limits.filter(({ isBroken }) => isBroken);
    if (waiver !== undefined) {
      // Each of the waivers that together accept a result is of use, not only the one it names.
      for (const { rule } of broken) used.add(`limit ${rule}`);
      const naming = waivers.filter(
        ({ check }) => check !== undefined && compileIdPattern(check).matches(id),
      );
      for (const one of naming) if (isInDate(one, now)) used.add(waiverSubject(one));
    }
  }
  for (const rule of brokenRules) used.add(`limit ${rule}`);
  return used;
}

/** Only a run that looked can say that a waiver is of no use: where checks were skipped, it may be theirs. */
function canBeUnused({ check }: Waiver, { plan, results }: WaiverReview): boolean {
  const isMine = check === undefined ? () => true : compileIdPattern(check).matches;
  const ended = new Map(results.map(({ id, conclusion }) => [id, conclusion]));
  return plan.checks
    .filter(({ id }) => isMine(id))
    .every(({ id }) => ['success', 'failure'].includes(ended.get(id) ?? ''));
}
