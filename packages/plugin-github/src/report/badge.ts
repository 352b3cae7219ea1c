import type { RecordedRun } from './recorded-run.ts';
import { runOutcome, type RunOutcome } from './run-outcome.ts';

const LOOKS: Readonly<Record<RunOutcome['kind'], readonly [message: string, color: string]>> = {
  pass: ['passed', 'brightgreen'],
  warn: ['passed with warnings', 'green'],
  advice: ['would block', 'yellow'],
  block: ['blocked', 'red'],
  cancelled: ['cancelled', 'lightgrey'],
  broken: ['no result', 'lightgrey'],
};

/** A badge as shields.io's endpoint reads it (https://shields.io/badges/endpoint-badge). */
export function badge(run: RecordedRun): {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: string;
} {
  const [message, color] = LOOKS[runOutcome(run).kind];
  return { schemaVersion: 1, label: 'sluice', message, color };
}
