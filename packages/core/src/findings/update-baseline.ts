import { SEVERITIES, type Finding } from '../model/finding.ts';
import { baselineSize, compareEntries, entryOf, type Baseline, type BaselineEntry } from './baseline.ts';
import { matchBaseline } from './match-baseline.ts';

/** What a baseline is brought up to date with. */
export interface UpdateInput {
  /** As committed; none accepts nothing. */
  readonly baseline?: Baseline;
  /** The problems of a run, merged. */
  readonly problems: readonly Finding[];
  /** Every check of the run came to its end: only then is what was not seen gone. */
  readonly isComplete: boolean;
  /** Accept what is new, for this reason. Not given: the baseline may only shrink. */
  readonly reason?: string;
}

export interface BaselineUpdate {
  readonly baseline: Baseline;
  /** How many findings came in, went out, and are kept although they were not seen. */
  readonly added: number;
  readonly removed: number;
  readonly unseen: number;
  /** New findings that were not accepted. */
  readonly refused: readonly Finding[];
}

/**
 * The baseline as a run found it: what is known stays, as it looks now; what is gone goes; what is new comes in only
 * for a reason. Nothing suppressed is accepted, for it does not count, and no failing test: that takes a waiver, which
 * has an end.
 */
export function updateBaseline({ baseline, problems, isComplete, reason }: UpdateInput): BaselineUpdate {
  const before = baseline ?? { schemaVersion: 1, entries: [] };
  const counting = problems.filter(({ suppression }) => suppression === undefined);
  const { entries: known, gone } = matchBaseline(counting, before);
  const entries = new Map<string, BaselineEntry>();
  const refused: Finding[] = [];
  for (const [index, finding] of counting.entries()) {
    const entry = known[index];
    const why = entry === undefined ? reason : entry.reason;
    if (entry === undefined && (reason === undefined || finding.kind === 'test')) refused.push(finding);
    else addTo(entries, { ...entryOf(finding), ...(why === undefined ? {} : { reason: why }) });
  }
  const seen = baselineSize({ schemaVersion: 1, entries: [...entries.values()] });
  const added = counting.length - refused.length - known.filter((entry) => entry !== undefined).length;
  const notSeen = gone.reduce((sum, { count }) => sum + count, 0);
  if (!isComplete) for (const entry of gone) addTo(entries, entry);
  const after: Baseline = { schemaVersion: 1, entries: [...entries.values()].sort(compareEntries) };
  return {
    baseline: after,
    added,
    removed: isComplete ? notSeen : 0,
    unseen: baselineSize(after) - seen,
    refused,
  };
}

/** Takes out what a complete run did not see, and changes nothing else. */
export function pruneBaseline({
  baseline = { schemaVersion: 1, entries: [] },
  problems,
  isComplete,
}: Omit<UpdateInput, 'reason'>): BaselineUpdate {
  const { gone } = matchBaseline(problems, baseline);
  const notSeen = gone.reduce((sum, { count }) => sum + count, 0);
  if (!isComplete) return { baseline, added: 0, removed: 0, unseen: notSeen, refused: [] };
  const goneOf = new Map(gone.map(({ fingerprint, count }) => [fingerprint, count]));
  const entries = baseline.entries.flatMap((entry) => {
    const count = entry.count - (goneOf.get(entry.fingerprint) ?? 0);
    return count === 0 ? [] : [{ ...entry, count }];
  });
  return { baseline: { schemaVersion: 1, entries }, added: 0, removed: notSeen, unseen: 0, refused: [] };
}

function addTo(entries: Map<string, BaselineEntry>, entry: BaselineEntry): void {
  const known = entries.get(entry.fingerprint);
  if (known === undefined) return void entries.set(entry.fingerprint, entry);
  const rank = ({ severity }: BaselineEntry): number => SEVERITIES.indexOf(severity);
  const worst = rank(known) <= rank(entry) ? known : entry;
  const reason = known.reason ?? entry.reason;
  entries.set(entry.fingerprint, {
    ...worst,
    count: known.count + entry.count,
    ...(reason === undefined ? {} : { reason }),
  });
}
