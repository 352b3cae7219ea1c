import type { Ledger } from './ledger.ts';
import type { Told } from './told.ts';

/** What became of one run, and the ledger with it. */
export interface Considered {
  readonly told: Told;
  readonly ledger: Ledger;
}
