import type { GithubOptions } from '../options.ts';
import type { Workflow, WorkflowJob } from './workflow.ts';

/** What reporting needs of the token, by the options that ask for it. */
export function neededPermissions({
  report,
  alert,
}: Pick<GithubOptions, 'report' | 'alert'>): readonly string[] {
  return [
    ...(report.comment ? ['pull-requests'] : []),
    ...(report.check === false ? [] : ['checks']),
    ...(report.status === false ? [] : ['statuses']),
    ...(alert === false ? [] : ['issues']),
  ];
}

const RUNS_SLUICE = /\bsluice(?:\.js)? +(?:run|gate)\b/u;

/**
 * Jobs of a workflow that somebody wrote by hand, that run Sluice and write down permissions, and leave out what reporting
 * needs: the verdict is right there, and nothing of it is shown. In ours a job of its own reports.
 */
export function missingPermissions(workflow: Workflow, needed: readonly string[]): readonly string[] {
  if (workflow.isOurs) return [];
  return Object.entries(workflow.jobs).flatMap(([id, job]) => {
    if (!job.steps.some(({ run = '' }) => RUNS_SLUICE.test(run))) return [];
    const missing = needed.filter((name) => !mayWrite(job, workflow, name));
    if (missing.length === 0) return [];
    const lines = missing.map((name) => `\`${name}: write\``).join(', ');
    return [
      `${id} runs Sluice, and what it found is not shown on GitHub: give it ${lines}, or switch that off in github()`,
    ];
  });
}

function mayWrite(job: WorkflowJob, workflow: Workflow, name: string): boolean {
  const granted = job.permissions ?? workflow.permissions;
  // Nobody has written any down: another line says so.
  if (granted === undefined || granted === 'write-all') return true;
  return (
    typeof granted === 'object' && granted !== null && (granted as Record<string, unknown>)[name] === 'write'
  );
}
