import type { RunReport, TriageEntry } from '../model/report.ts';
import { oneLine } from './escape.ts';

/** What triage says of a check, as a reason shows it. */
export interface ShownTriage {
  /** One clause: `not transient: a test failed (log line 41)`. */
  readonly text: string;
  /** The lines of the log that say so; none where findings show it better. */
  readonly lines: readonly LogPlace[];
}

export interface LogPlace {
  /** Relative to the run's folder. */
  readonly log: string;
  readonly line: number;
  readonly text: string;
}

/** More lines are in the report. */
const LINES = 3;

/** Undefined where triage has nothing to say: "no rule knows this" without a line that shows it helps nobody. */
export function triageOf(
  { triage = [] }: Pick<RunReport, 'triage'>,
  id: string | undefined,
  hasFindings: boolean,
): ShownTriage | undefined {
  // Of one check the newest attempt comes first.
  const entry = triage.find((one) => one.id === id);
  if (entry === undefined) return undefined;
  const { verdict, category, evidence } = entry;
  if (evidence.length === 0 && (verdict === 'unknown' || category === 'unclassified')) return undefined;
  const isShown = !hasFindings || verdict === 'transient';
  const lines = isShown ? evidence.slice(0, LINES).map((one) => placeOf(entry, one)) : [];
  const where = isShown || evidence[0] === undefined ? '' : ` (log line ${evidence[0].line})`;
  return { text: `${words(entry)}${where}`, lines };
}

function placeOf({ log }: TriageEntry, { line, text }: TriageEntry['evidence'][number]): LogPlace {
  return { log: oneLine(log), line, text: oneLine(text) };
}

function words({ verdict, why, isOutside }: TriageEntry): string {
  const cause = `${isOutside ? ', not your code' : ''}: ${oneLine(why)}`;
  if (verdict === 'transient') return `transient${cause}; a rerun may help`;
  return `${verdict === 'persistent' ? 'not transient' : 'cause unknown'}${cause}`;
}
