import type { FakeRun } from '../state/run-records.ts';
import { runView } from '../views/run-view.ts';
import { matchesCreated } from './matches-created.ts';
import type { CallContext, ListReply } from './operation.ts';

const FILTERS = ['actor', 'branch', 'check_suite_id', 'created', 'event', 'head_sha', 'status'];
/** With any filter GitHub gives no more than this, however many there are. */
const MOST_FILTERED = 1000;

/** Runs, the newest first, as their last attempts show them. */
export function listRuns({ state, query, path }: CallContext): ListReply {
  const workflow = state.workflows.find(
    ({ id, path: file }) =>
      String(id) === path['workflow_id'] || file.split('/').at(-1) === path['workflow_id'],
  );
  const all = [...state.runs.values()]
    .filter((run) => path['workflow_id'] === undefined || run.workflowId === workflow?.id)
    .filter((run) => matches(run, query))
    .toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || b.id - a.id);
  const isFiltered = FILTERS.some((name) => query.has(name));
  const isBare = query.get('exclude_pull_requests') === 'true';
  const items = (isFiltered ? all.slice(0, MOST_FILTERED) : all).map((run) => () => ({
    ...runView(state, run),
    ...(isBare ? { pull_requests: [] } : {}),
  }));
  return {
    items,
    wrap: (page) => ({
      total_count: all.length,
      workflow_runs: page.map((draw) => (draw as () => unknown)()),
    }),
  };
}

function matches(run: FakeRun, query: URLSearchParams): boolean {
  const last = run.attempts.at(-1)!;
  const is = (name: string, ...values: (string | null)[]): boolean => {
    const wanted = query.get(name);
    return wanted === null || values.includes(wanted);
  };
  return (
    is('actor', run.actor) &&
    is('branch', run.branch) &&
    is('event', run.event) &&
    is('head_sha', run.sha) &&
    is('check_suite_id', String(run.id)) &&
    is('status', last.status, last.conclusion) &&
    matchesCreated(query.get('created'), run.createdAt)
  );
}
