import type { Ledger } from './ledger.ts';
import type { RerunLimits } from './rerun-facts.ts';

const DAY_MS = 86_400_000;

/** Whether as many runs were run again within a day as may be. */
export function isDayFull({ entries }: Ledger, { perDay }: RerunLimits, nowMs: number): boolean {
  const today = entries.filter(({ decision, at }) => decision === 'rerun' && nowMs - Date.parse(at) < DAY_MS);
  return today.length >= perDay;
}
