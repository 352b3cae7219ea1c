import type { RunReport } from '../../model/report.ts';
import { oneLine } from '../escape.ts';

/** Where a check and the lines of its logs stand in the page. */
export interface Anchors {
  /** `check-python/pytest@3.12`; undefined for a check that has no place of its own. */
  readonly ofCheck: (id: string) => string | undefined;
  /** `log-3-2`, by the log's path within the run's folder; undefined for a log that no attempt has. */
  readonly ofLog: (log: string) => string | undefined;
}

/** Addresses that stay the same from one run to the next, so that a link to a check can be kept. */
export function anchorsOf({ results }: Pick<RunReport, 'results'>): Anchors {
  const checks = new Map<string, string>();
  const taken = new Set<string>();
  const logs = new Map<string, string>();
  for (const [index, { id, attempts }] of results.entries()) {
    const plain = `check-${id.replace(/[^\w@/.,:-]/gu, '-')}`;
    const anchor = taken.has(plain) ? `${plain}-${index}` : plain;
    taken.add(anchor);
    checks.set(id, anchor);
    for (const { log, number } of attempts) logs.set(log, `log-${index}-${number}`);
  }
  return { ofCheck: lookUp(checks), ofLog: lookUp(logs) };
}

/** By the name as it is recorded, or as it is shown: reasons hold it on one line and without controls. */
function lookUp(anchors: ReadonlyMap<string, string>): (name: string) => string | undefined {
  const shown = new Map([...anchors].map(([name, anchor]) => [oneLine(name), anchor]));
  return (name) => anchors.get(name) ?? shown.get(name);
}
