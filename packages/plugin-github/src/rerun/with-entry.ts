import { MOST_ENTRIES, type Ledger, type LedgerEntry } from './ledger.ts';

/** The ledger with an entry in place of the one for the same run, the oldest first. */
export function withEntry({ entries }: Ledger, entry: LedgerEntry): Ledger {
  const others = entries.filter(({ runId }) => runId !== entry.runId);
  const all = [...others, entry].toSorted((a, b) => a.at.localeCompare(b.at) || a.runId - b.runId);
  return { schemaVersion: 1, entries: all.slice(-MOST_ENTRIES) };
}
