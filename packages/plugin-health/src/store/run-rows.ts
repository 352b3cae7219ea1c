import type { Run, RunClass } from '../runs/run.ts';

/** The columns of a run, in the order in which they are written. */
export const RUN_COLUMNS = [
  'id',
  'attempt',
  'workflow',
  'name',
  'path',
  'event',
  'branch',
  'sha',
  'title',
  'url',
  'class',
  'conclusion',
  'created',
  'started',
  'ended',
] as const;

/** A run as values of {@link RUN_COLUMNS}. */
export function rowOf(run: Run): (string | number | null)[] {
  return [
    run.id,
    run.attempt,
    run.workflow,
    run.workflowName,
    run.path ?? null,
    run.event ?? null,
    run.branch ?? null,
    run.sha ?? null,
    run.title ?? null,
    run.url ?? null,
    run.class,
    run.conclusion ?? null,
    run.createdMs,
    run.startedMs,
    run.endedMs ?? null,
  ];
}

/**
 * The run of a row that was read as an array in the order of {@link RUN_COLUMNS}, without its jobs: objects by name take
 * twice as long, which is most of the time of a figure. Columns are `STRICT`, so each has the type that the schema says. Fields are set one by one, for spreading an object for each
 * doubles the time again.
 */
export function runOf(row: unknown): Run {
  const [
    id,
    attempt,
    workflow,
    name,
    path,
    event,
    branch,
    sha,
    title,
    url,
    kind,
    conclusion,
    created,
    started,
    ended,
  ] = row as StoredRow;
  const run: { -readonly [K in keyof Run]: Run[K] } = {
    id,
    attempt,
    workflow,
    workflowName: name,
    class: kind,
    createdMs: created,
    startedMs: started,
    jobs: [],
  };
  if (path !== null) run.path = path;
  if (event !== null) run.event = event;
  if (branch !== null) run.branch = branch;
  if (sha !== null) run.sha = sha;
  if (title !== null) run.title = title;
  if (url !== null) run.url = url;
  if (conclusion !== null) run.conclusion = conclusion;
  if (ended !== null) run.endedMs = ended;
  return run;
}

type Text = string | null;
type StoredRow = readonly [
  id: string,
  attempt: number,
  workflow: string,
  name: string,
  path: Text,
  event: Text,
  branch: Text,
  sha: Text,
  title: Text,
  url: Text,
  kind: RunClass,
  conclusion: Text,
  created: number,
  started: number,
  ended: number | null,
];
