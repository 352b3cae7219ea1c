import type { ProjectFacts } from './project-facts.ts';
import { recordedJob } from './recorded-job.ts';
import type { WorkflowOptions } from './workflow-options.ts';
import type { YamlValue } from './yaml-text.ts';

/**
 * The job that opens and closes the issue of a branch that is broken. By itself, so that no run of a pull request has a
 * token that writes issues.
 */
export function alertJob(
  facts: ProjectFacts,
  { alert, branches }: WorkflowOptions,
): { readonly [key: string]: YamlValue } | undefined {
  if (alert === false) return undefined;
  const flags = [`--label "${alert.label}"`, ...branches.map((branch) => `--branch "${branch}"`)];
  return recordedJob(facts, {
    name: 'alert',
    if: "(github.event_name == 'push' || github.event_name == 'schedule' || github.event_name == 'workflow_dispatch')",
    permissions: { contents: 'read', issues: 'write' },
    ...(alert.webhook ? { env: { SLUICE_ALERT_WEBHOOK: '${{ secrets.SLUICE_ALERT_WEBHOOK }}' } } : {}),
    run: `npx --no-install sluice-github alert --from "$RUNNER_TEMP/sluice-record" ${flags.join(' ')}${alert.webhook ? ' --webhook' : ''}`,
  });
}
