import { idOf, isObject, momentOf, textOf } from './fields.ts';
import { githubClass } from './github-run.ts';
import type { Job, Step } from './run.ts';

/** A job with its own id and that of the attempt it belongs to. */
export interface OwnedJob {
  readonly id: string;
  readonly runId: string;
  readonly attempt: number;
  readonly job: Job;
}

/** The name of an attempt, for looking its jobs up. */
export function attemptKey(id: string, attempt: number): string {
  return `${id}#${attempt}`;
}

/** A job as GitHub's API gives it; undefined when it does not say which attempt it belongs to. */
export function githubJob(record: unknown): OwnedJob | undefined {
  if (!isObject(record)) return undefined;
  const id = idOf(record['id']);
  const runId = idOf(record['run_id']);
  const attempt = record['run_attempt'] ?? 1;
  if (id === undefined || runId === undefined || !Number.isInteger(attempt)) return undefined;
  const labels = Array.isArray(record['labels']) ? record['labels'] : [];
  const [createdMs, startedMs, endedMs] = ['created_at', 'started_at', 'completed_at'].map((name) =>
    momentOf(record[name]),
  );
  const name = textOf(record['name']);
  const steps = Array.isArray(record['steps']) ? record['steps'].flatMap(stepOf) : [];
  const job: Job = {
    id,
    ...(name === undefined ? {} : { name }),
    class: githubClass(record),
    labels: labels.filter((label): label is string => typeof label === 'string'),
    ...(createdMs === undefined ? {} : { createdMs }),
    ...(startedMs === undefined ? {} : { startedMs }),
    ...(endedMs === undefined ? {} : { endedMs }),
    ...(steps.length === 0 ? {} : { steps }),
  };
  return { id, runId, attempt: attempt as number, job };
}

function stepOf(record: unknown): Step[] {
  if (!isObject(record)) return [];
  const name = textOf(record['name']);
  const [startedMs, endedMs] = ['started_at', 'completed_at'].map((field) => momentOf(record[field]));
  if (name === undefined) return [];
  return [
    {
      name,
      class: githubClass(record),
      ...(startedMs === undefined ? {} : { startedMs }),
      ...(endedMs === undefined ? {} : { endedMs }),
    },
  ];
}
