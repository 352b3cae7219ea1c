import type { RunReport } from '../model/report.ts';
import { deepFreeze, plainData } from './plain-data.ts';

/** All that a report says, as the engine holds it at the end. */
export type ReportParts = Omit<RunReport, 'schemaVersion'>;

/** Order of the report's own keys: what a reader asks first comes first. */
const ORDER: readonly (keyof RunReport)[] = [
  'schemaVersion',
  'runId',
  'startedAt',
  'durationMs',
  'end',
  'signal',
  'verdict',
  'problems',
  'notes',
  'commit',
  'trigger',
  'environment',
  'changes',
  'plan',
  'policy',
  'lock',
  'lockAtBase',
  'baseline',
  'triage',
  'results',
];

/** Everything about a run as one frozen, JSON-safe value with its keys in a stable order. */
export function buildReport(parts: ReportParts): RunReport {
  return deepFreeze(orderedReport({ ...parts, schemaVersion: 1 }));
}

/** A report with its keys in the order in which it is written, whatever order it was read in. */
export function orderedReport(report: RunReport): RunReport {
  const data = plainData(report) as unknown as Record<string, unknown>;
  const known = ORDER.filter((key) => data[key] !== undefined).map((key) => [key, data[key]]);
  return Object.fromEntries(known) as RunReport;
}
