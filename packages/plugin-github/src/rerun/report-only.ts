import type { Ledger } from './ledger.ts';

/** As many reruns that failed the same way make a category one that is only reported. */
const IN_A_ROW = 2;

/**
 * The categories for which a rerun has been of no use lately: their last two attempts failed the same way. One that
 * recovers, which somebody started by hand, takes its category out.
 */
export function reportOnly({ entries }: Ledger): ReadonlySet<string> {
  const outcomes = new Map<string, string[]>();
  for (const { categories, outcome } of entries) {
    if (outcome !== 'recovered' && outcome !== 'same' && outcome !== 'other') continue;
    for (const category of categories) outcomes.set(category, [...(outcomes.get(category) ?? []), outcome]);
  }
  const useless = [...outcomes].filter(([, all]) => {
    const last = all.slice(-IN_A_ROW);
    return last.length === IN_A_ROW && last.every((outcome) => outcome === 'same');
  });
  return new Set(useless.map(([category]) => category));
}
