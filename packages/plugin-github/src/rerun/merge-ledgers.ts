import type { Ledger } from './ledger.ts';
import { withEntry } from './with-entry.ts';

/** Both, where somebody else wrote in the meantime. Of one run the second counts, but that it was run again stays true. */
export function mergeLedgers(found: Ledger, mine: Ledger): Ledger {
  return mine.entries.reduce((merged, entry) => {
    const other = merged.entries.find(({ runId }) => runId === entry.runId);
    const isLess = other?.decision === 'rerun' && entry.decision !== 'rerun';
    return isLess ? merged : withEntry(merged, entry);
  }, found);
}
