import type { Job, Run, Step } from '../runs/run.ts';

/**
 * Runs as JSONL in the shape of GitHub's API, so that `--runs` and `--import` read it back: a line for each attempt, and
 * one for its jobs.
 */
export function* exportRuns(runs: Iterable<Run>): Generator<string> {
  for (const run of runs) {
    yield `${JSON.stringify(runRecord(run))}\n`;
    if (run.jobs.length > 0) {
      yield `${JSON.stringify({ jobs: run.jobs.map((job, index) => jobRecord(run, job, index)) })}\n`;
    }
  }
}

type JsonRecord = Readonly<Record<string, unknown>>;

/** Fields that are not known are left out. */
function runRecord(run: Run): JsonRecord {
  return {
    id: run.id,
    run_attempt: run.attempt,
    workflow_id: run.workflow,
    name: run.workflowName,
    path: run.path,
    event: run.event,
    head_branch: run.branch,
    head_sha: run.sha,
    display_title: run.title,
    html_url: run.url,
    ...ending(run.class, run.conclusion),
    created_at: iso(run.createdMs),
    run_started_at: iso(run.startedMs),
    updated_at: iso(run.endedMs),
  };
}

function jobRecord(run: Run, job: Job, index: number): JsonRecord {
  return {
    id: job.id ?? String(index + 1),
    run_id: run.id,
    run_attempt: run.attempt,
    name: job.name,
    labels: job.labels,
    ...ending(job.class),
    created_at: iso(job.createdMs),
    started_at: iso(job.startedMs),
    completed_at: iso(job.endedMs),
    steps: job.steps?.map(stepRecord),
  };
}

function stepRecord(step: Step): JsonRecord {
  return {
    name: step.name,
    ...ending(step.class),
    started_at: iso(step.startedMs),
    completed_at: iso(step.endedMs),
  };
}

/** A conclusion that gives the class again. */
const CONCLUSIONS = {
  pass: 'success',
  fail: 'failure',
  other: 'cancelled',
  waiting: 'action_required',
  running: null,
} as const;

function ending(kind: Run['class'], conclusion?: string): JsonRecord {
  return {
    status: kind === 'running' ? 'in_progress' : 'completed',
    conclusion: kind === 'running' ? null : (conclusion ?? CONCLUSIONS[kind]),
  };
}

function iso(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
