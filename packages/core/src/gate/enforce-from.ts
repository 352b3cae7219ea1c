import { daysBetween, dayOf, isDay } from '../model/day.ts';

const MAX_DAYS_AHEAD = 60;

/** True when `policy.enforceFrom` is a real day at most 60 days after the run's start. */
export function isEnforceFromValid(day: string, now: string): boolean {
  return isDay(day) && daysBetween(dayOf(now), day) <= MAX_DAYS_AHEAD;
}

/** True while a block is advice: the day is valid and still ahead. */
export function isAdviceUntil(day: string | undefined, now: string): day is string {
  return day !== undefined && isEnforceFromValid(day, now) && daysBetween(dayOf(now), day) > 0;
}
