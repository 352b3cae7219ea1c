import { disarmCommands, oneLine } from '@sluice/core';
import type { Ledger } from './ledger.ts';
import { reportOnly } from './report-only.ts';

const NAMES = {
  recovered: 'recovered',
  same: 'failed the same way',
  other: 'did not pass, for another reason',
  'gave-up': 'given up',
  dropped: 'dropped',
} as const;

/** The ledger for people: a line for each decision, the newest first, and what follows from them. */
export function ledgerText(ledger: Ledger): string {
  if (ledger.entries.length === 0) return 'Nothing was decided yet.\n';
  const lines = ledger.entries.toReversed().map((entry) => {
    const { at, runId, decision, reason, categories, hosts, outcome } = entry;
    const what = [...categories, ...hosts].join(' ');
    const came = outcome === undefined ? '' : `  → ${NAMES[outcome]}`;
    return `${at.slice(0, 16)}  run ${runId}  ${decision.padEnd(5)}  ${reason.padEnd(15)}  ${what}${came}`;
  });
  const runs = ledger.entries.filter(({ decision }) => decision === 'rerun');
  const count = (wanted: string): number => runs.filter(({ outcome }) => outcome === wanted).length;
  const useless = [...reportOnly(ledger)].toSorted();
  const summary = [
    '',
    `${runs.length} reruns: ${count('recovered')} recovered, ${count('same')} failed the same way, ${count('other')} otherwise`,
    ...(useless.length === 0 ? [] : [`only reported, until one recovers: ${useless.join(', ')}`]),
  ];
  return [...lines, ...summary].map((line) => `${disarmCommands(oneLine(line))}\n`).join('');
}
