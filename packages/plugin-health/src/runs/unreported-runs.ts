import type { HistoryEntry } from '@sluice/core';
import { momentOf } from './fields.ts';
import type { Run, RunClass } from './run.ts';

/**
 * Runs of which only the lines of the history are left. What failed counts when the check is required, by its level in
 * the newest report; one that no report knows is taken for required. Branch and commit are not known well enough: the
 * history does not say whether there were uncommitted changes.
 */
export function unreportedRuns(
  history: readonly HistoryEntry[],
  levels: ReadonlyMap<string, string>,
): readonly Run[] {
  return [...Map.groupBy(history, ({ runId }) => runId)].flatMap(([id, entries]) => {
    const times = entries.flatMap(({ startedAt, durationMs }) => {
      const startedMs = momentOf(startedAt);
      return startedMs === undefined ? [] : [{ startedMs, endedMs: startedMs + durationMs }];
    });
    const createdMs = times.reduce((least, { startedMs }) => Math.min(least, startedMs), Infinity);
    if (createdMs === Infinity) return [];
    return {
      id,
      attempt: 1,
      workflow: 'sluice',
      workflowName: 'sluice run',
      class: classOf(entries, levels),
      createdMs,
      startedMs: createdMs,
      endedMs: times.reduce((most, { endedMs }) => Math.max(most, endedMs), createdMs),
      jobs: [],
    };
  });
}

function classOf(entries: readonly HistoryEntry[], levels: ReadonlyMap<string, string>): RunClass {
  const decisive = entries.filter(({ id }) => (levels.get(id) ?? 'required') === 'required');
  if (decisive.some(({ conclusion }) => ['failure', 'errored', 'timed_out'].includes(conclusion)))
    return 'fail';
  return decisive.length > 0 && decisive.every(({ conclusion }) => conclusion === 'success')
    ? 'pass'
    : 'other';
}
