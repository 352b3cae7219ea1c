import { isObject, momentOf, textOf, type JsonObject } from './fields.ts';
import type { Run, RunClass } from './run.ts';

/**
 * A run as Sluice recorded it. Its verdict decides; one that never got to results is a failure of CI itself, and one
 * of some checks only is no verdict of the gate. Undefined when the report has no id, start or verdict.
 */
export function recordedReport(report: JsonObject): Run | undefined {
  const id = textOf(report['runId']);
  const createdMs = momentOf(report['startedAt']);
  const conclusion = conclusionOf(report);
  if (id === undefined || createdMs === undefined || conclusion === undefined) return undefined;
  const durationMs = report['durationMs'];
  const commit = isObject(report['commit']) ? report['commit'] : {};
  const [branch, sha] = [textOf(commit['branch']), textOf(commit['sha'])];
  const trigger = isObject(report['trigger']) ? textOf(report['trigger']['event']) : undefined;
  return {
    id,
    attempt: 1,
    workflow: 'sluice',
    workflowName: 'sluice run',
    ...(trigger === undefined ? {} : { event: trigger }),
    ...(branch === undefined ? {} : { branch }),
    // What was tested over uncommitted changes is not that commit.
    ...(sha === undefined || commit['isDirty'] !== false ? {} : { sha }),
    class: CLASSES[conclusion],
    conclusion,
    createdMs,
    startedMs: createdMs,
    ...(typeof durationMs === 'number' && durationMs >= 0 ? { endedMs: createdMs + durationMs } : {}),
    jobs: [],
  };
}

const CLASSES = {
  success: 'pass',
  failure: 'fail',
  startup_failure: 'fail',
  cancelled: 'other',
  neutral: 'other',
} as const satisfies Record<string, RunClass>;

function conclusionOf(report: JsonObject): keyof typeof CLASSES | undefined {
  const verdict = isObject(report['verdict']) ? report['verdict'] : {};
  if (report['end'] === 'cancelled') return 'cancelled';
  if (report['end'] === 'problems' || report['end'] === 'crashed') return 'startup_failure';
  if (verdict['partial'] === true) return 'neutral';
  if (verdict['level'] === 'block') return 'failure';
  return verdict['level'] === 'pass' || verdict['level'] === 'warn' ? 'success' : undefined;
}
