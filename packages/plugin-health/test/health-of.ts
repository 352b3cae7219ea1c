import { healthDocument, type HealthDocument, type HealthInputs } from '../src/figures/health-document.ts';
import { githubRuns } from '../src/runs/github-runs.ts';
import { NOON_MS } from './github.ts';

/** The figures of these records, at noon. */
export function healthOf(records: readonly unknown[], inputs: Partial<HealthInputs> = {}): HealthDocument {
  const reading = githubRuns(JSON.stringify(records));
  if (reading === undefined) throw new Error('no run was read');
  return healthDocument({
    reading,
    source: 'runs.json',
    until: NOON_MS,
    nowMs: NOON_MS,
    threshold: 0.85,
    exclude: ['.github/workflows/health.yml'],
    ...inputs,
  });
}
