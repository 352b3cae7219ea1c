import type { RunReport } from '../model/report.ts';

/** 128 plus the signal's number, as shells report it. */
const AFTER_SIGNAL: Readonly<Record<string, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/**
 * What a run means to the shell: 0 pass, warn, or a block that is advice until `enforceFrom`; 1 a block decided from
 * results; 2 no results were reached; 130 and 143 after a signal. A partial run exits by its own results alone.
 * Anything this version does not know is never 0.
 */
export function exitCode(report: Pick<RunReport, 'end' | 'signal' | 'verdict'>): number {
  const { end, signal, verdict } = report;
  if (end === 'cancelled') return AFTER_SIGNAL[signal ?? 'SIGINT'] ?? 130;
  if (end !== 'completed') return 2;
  if (verdict.level === 'pass' || verdict.level === 'warn') return 0;
  return verdict.level === 'block' && verdict.enforcedFrom !== undefined ? 0 : 1;
}
