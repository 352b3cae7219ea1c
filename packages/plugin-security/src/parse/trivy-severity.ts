import type { Severity } from '@sluice/core';
import { plainName } from './plain-text.ts';

const SEVERITIES = new Map<unknown, Severity>([
  ['CRITICAL', 'critical'],
  ['HIGH', 'high'],
  ['MEDIUM', 'medium'],
  ['LOW', 'low'],
]);

/** Trivy's severity, which is its vendor's choice, as ours and in its own words. Absent in some old records. */
export function trivySeverity(word: unknown): { readonly severity: Severity; readonly raw?: string } {
  const severity = SEVERITIES.get(word) ?? 'unknown';
  return typeof word === 'string' ? { severity, raw: plainName(word) } : { severity };
}
