import type { GithubFault } from '@sluice/plugin-github/client';
import { githubRun } from '../runs/github-run.ts';
import type { Run } from '../runs/run.ts';
import type { RunCalls, RunPage } from './run-calls.ts';

/** What a search can give at most. */
const MOST_RESULTS = 1000;
const HOUR_MS = 60 * 60 * 1000;

/** Milliseconds since 1970; without an end it reaches to whatever is newest. */
export interface CreatedWindow {
  readonly fromMs: number;
  readonly toMs?: number;
}

export interface WindowInput {
  readonly calls: RunCalls;
  readonly nowMs: number;
  /** Takes what a window brought, at once: what comes after it may fail. */
  readonly take: (runs: readonly Run[]) => void;
}

/** Why a window is not whole. */
export type WindowResult = { readonly fault?: GithubFault; readonly missing: readonly string[] };

/**
 * Reads the runs that were created in a window. A search gives 1,000 results at most, so a window with more is halved
 * until it has no more, or is an hour long. Pages shift while runs start; what is read twice is one run all the same.
 */
export async function collectWindow(window: CreatedWindow, input: WindowInput): Promise<WindowResult> {
  const { calls, take, nowMs } = input;
  const { fromMs, toMs } = window;
  const first = await calls.firstPage(rangeOf(window));
  if (!first.ok) return { fault: first.fault, missing: [] };
  const total = first.data.items[0]?.total_count ?? 0;
  const endMs = toMs ?? nowMs;
  if (total > MOST_RESULTS && endMs - fromMs > HOUR_MS) {
    const middleMs = Math.floor((fromMs + endMs) / 2000) * 1000;
    const early = await collectWindow({ fromMs, toMs: middleMs }, input);
    if (early.fault !== undefined) return early;
    const late = await collectWindow({ fromMs: middleMs, ...(toMs === undefined ? {} : { toMs }) }, input);
    return { ...late, missing: [...early.missing, ...late.missing] };
  }
  take(runsOf(first.data.items));
  if (!first.data.isComplete) {
    const rest = await calls.otherPages(rangeOf(window));
    if (!rest.ok) return { fault: rest.fault, missing: [] };
    take(runsOf(rest.data.items));
  }
  return {
    missing:
      total > MOST_RESULTS
        ? [`GitHub has ${total} runs of the hour from ${iso(fromMs)}, and gives ${MOST_RESULTS}`]
        : [],
  };
}

/** A record that is no run is left out: GitHub may add kinds of its own. */
function runsOf(pages: readonly RunPage[]): readonly Run[] {
  return pages.flatMap(({ workflow_runs: records }) => records.flatMap((record) => githubRun(record) ?? []));
}

function rangeOf({ fromMs, toMs }: CreatedWindow): string {
  return toMs === undefined ? `>=${iso(fromMs)}` : `${iso(fromMs)}..${iso(toMs)}`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/u, 'Z');
}
