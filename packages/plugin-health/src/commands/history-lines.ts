import type { HealthDocument } from '../figures/health-document.ts';
import { isObject } from '../runs/fields.ts';

/** Ten years. */
const MOST_DAYS = 3660;
const DAY = /^\d{4}-\d\d-\d\d$/u;

/**
 * The history with the line of this day, which takes the place of an earlier one of the same day: one line a day, in
 * their order. `before` is the file as it was; a line of it that is none, as a merge leaves them, is left out.
 */
export function historyLines(before: string, { window, status, figures }: HealthDocument): string {
  const days = new Map<string, string>();
  for (const line of before.split('\n')) {
    const date = dateOf(line);
    if (date !== undefined) days.set(date, line.trim());
  }
  const { decided, success, failure, rate, firstAttemptRate, p50Ms, p95Ms, queueP50Ms, flakyCommits } =
    figures;
  const date = window.to.slice(0, 10);
  const entry = {
    date,
    status,
    decided,
    success,
    failure,
    rate,
    firstAttemptRate,
    p50Ms,
    p95Ms,
    queueP50Ms,
    flakyCommits,
  };
  days.set(date, JSON.stringify(entry));
  const lines = [...days].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => `${line}\n`);
  return lines.slice(-MOST_DAYS).join('');
}

function dateOf(line: string): string | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    const date = isObject(entry) ? entry['date'] : undefined;
    return typeof date === 'string' && DAY.test(date) ? date : undefined;
  } catch {
    return undefined;
  }
}
