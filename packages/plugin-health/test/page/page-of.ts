import { boardOf } from '../../src/board/board.ts';
import { healthDocument, type HealthInputs } from '../../src/figures/health-document.ts';
import { healthPage } from '../../src/page/health-page.ts';
import { githubRuns } from '../../src/runs/github-runs.ts';
import { NOON_MS } from '../github.ts';

/** The page of these records, at noon. */
export function pageOf(records: readonly unknown[], inputs: Partial<HealthInputs> = {}): string {
  const reading = githubRuns(
    JSON.stringify(records.length === 0 ? [{ total_count: 0, workflow_runs: [] }] : records),
  );
  if (reading === undefined) throw new Error('no run was read');
  const health = healthDocument({
    reading,
    source: 'runs.json',
    until: NOON_MS,
    nowMs: NOON_MS,
    threshold: 0.85,
    exclude: [],
    ...inputs,
  });
  return healthPage(boardOf(health, reading.runs, []));
}
