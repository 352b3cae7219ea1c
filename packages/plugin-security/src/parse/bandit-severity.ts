import type { Severity } from '@sluice/core';

const SEVERITIES = new Map<unknown, Severity>([
  ['HIGH', 'high'],
  ['MEDIUM', 'medium'],
  ['LOW', 'low'],
]);

/** Bandit's severity as ours. It has no critical; `UNDEFINED`, and any word that it may learn, is unknown. */
export function banditSeverity(word: unknown): Severity {
  return SEVERITIES.get(word) ?? 'unknown';
}
