import type { PermissionSet } from '@sluice/core';
import { uploadStep, type Step } from './job-steps.ts';
import { joinPermissions } from './join-permissions.ts';
import type { ProjectFacts } from './project-facts.ts';
import { ARTIFACT, recordedJob } from './recorded-job.ts';
import type { WorkflowOptions } from './workflow-options.ts';
import type { YamlValue } from './yaml-text.ts';

/** GitHub gives these a token that only reads: what they have to say, a workflow of the default branch posts. */
const IS_FOREIGN =
  "github.event_name == 'pull_request' && (github.event.pull_request.head.repo.full_name != github.repository || github.event.pull_request.user.login == 'dependabot[bot]')";

/** Steps of the job that decides: annotations where nobody else can make any, and the record as an artifact. */
export function recordSteps({ report, retentionDays }: WorkflowOptions): readonly Step[] {
  const annotate: Step = {
    name: 'annotations',
    // A check run has them otherwise, and each would stand on the diff twice.
    if: report.check === false ? 'always()' : `always() && ${IS_FOREIGN}`,
    'continue-on-error': true,
    run: 'npx --no-install sluice-github annotate --from "$RUNNER_TEMP/sluice-record"',
  };
  const upload = uploadStep({ name: ARTIFACT, path: 'sluice-record', retentionDays });
  // What cannot be kept costs the report and never the verdict.
  return [annotate, { ...upload, 'continue-on-error': true }];
}

/** The job that writes comment, check run and status, as far as they are asked for. */
export function reportJob(
  facts: ProjectFacts,
  { report }: WorkflowOptions,
): { readonly [key: string]: YamlValue } | undefined {
  const flags = [
    ...(report.comment ? ['--comment'] : []),
    ...(report.comment && report.author !== undefined ? [`--author "${report.author}"`] : []),
    ...(report.check === false ? [] : [`--check "${report.check}"`]),
    ...(report.status === false ? [] : [`--status "${report.status}"`]),
  ];
  if (flags.length === 0) return undefined;
  return recordedJob(facts, {
    name: 'report',
    if: `!(${IS_FOREIGN})`,
    permissions: permissionsOf(report),
    run: `npx --no-install sluice-github report --from "$RUNNER_TEMP/sluice-record" ${flags.join(' ')}`,
  });
}

/** What each call needs and no more. */
function permissionsOf({ comment, check, status }: WorkflowOptions['report']): PermissionSet {
  return joinPermissions([
    { contents: 'read' },
    comment ? { 'pull-requests': 'write' } : undefined,
    // Its tip, and the lines that it changes.
    check === false ? undefined : { checks: 'write', 'pull-requests': 'read' },
    status === false ? undefined : { statuses: 'write' },
  ]);
}
