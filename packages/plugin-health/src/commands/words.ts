import type { Change } from '../figures/trend.ts';
import type { Interval } from '../statistics/interval.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `85.7 %`, or `no data`. Rounded down: 84.96 % must not be shown as the 85.0 % that would be good. */
export function percent(share: number | null): string {
  // The addend is for products such as 0.29 * 1000, which floating point leaves below their whole number.
  return share === null ? 'no data' : `${(Math.floor(share * 1000 + 1e-9) / 10).toFixed(1)} %`;
}

/** `48.7 to 97.4 %`. */
export function percentRange(interval: Interval | null): string {
  return interval === null
    ? 'no data'
    : `${interval.map((share) => (share * 100).toFixed(1)).join(' to ')} %`;
}

/** `42 ms`, `12.4 s`, `2 min 05 s`, `1 h 05 min`, `3 d 4 h`, or `no data`. */
export function duration(durationMs: number | null): string {
  if (durationMs === null) return 'no data';
  if (durationMs < SECOND_MS) return `${Math.round(durationMs)} ms`;
  if (durationMs < MINUTE_MS) return `${(Math.floor(durationMs / 100) / 10).toFixed(1)} s`;
  if (durationMs < HOUR_MS) return two(durationMs, [MINUTE_MS, 'min'], [SECOND_MS, 's']);
  if (durationMs < DAY_MS) return two(durationMs, [HOUR_MS, 'h'], [MINUTE_MS, 'min']);
  return two(durationMs, [DAY_MS, 'd'], [HOUR_MS, 'h']);
}

type Unit = readonly [ms: number, name: string];

function two(durationMs: number, [large, largeName]: Unit, [small, smallName]: Unit): string {
  const whole = Math.floor(durationMs / large);
  const rest = Math.floor((durationMs - whole * large) / small);
  return `${whole} ${largeName} ${String(rest).padStart(2, '0')} ${smallName}`;
}

/** `2026-11-29 02:59 UTC`. */
export function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** `1 run`, `2 runs`. */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** A change of a rate for people: an arrow only where the interval excludes zero. */
export function rateChange(change: Change | null): string {
  if (change === null) return 'nothing to compare with in the week before';
  const { difference, interval } = change;
  return sentence(change, signedPoints(difference), interval?.map(signedPoints).join(' to '));
}

/** The same for a duration. */
export function durationChange(change: Change | null): string {
  if (change === null) return 'nothing to compare with in the week before';
  return sentence(
    change,
    signedDuration(change.difference),
    change.interval?.map(signedDuration).join(' to '),
  );
}

function sentence({ direction }: Change, difference: string, range: string | undefined): string {
  if (range === undefined) return `${difference} (too few runs for an interval): no clear change`;
  if (direction === 'unclear') return `${difference} (${range}): no clear change`;
  return `${direction === 'up' ? '↑' : '↓'} ${difference} (${range})`;
}

function signedPoints(difference: number): string {
  return `${sign(difference)}${Math.abs(difference * 100).toFixed(1)} points`;
}

function signedDuration(difference: number): string {
  return `${sign(difference)}${duration(Math.abs(difference))}`;
}

function sign(value: number): string {
  return value < 0 ? '−' : '+';
}
