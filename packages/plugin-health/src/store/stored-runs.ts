import type { RunSource } from '../runs/run-source.ts';
import type { HealthStore } from './health-store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** As far back as a run can still change, for GitHub lets it be run again for 30 days: a branch may be red that long. */
const REACH_MS = 35 * DAY_MS;

/** This week, the one before it, and as far back as a flake is looked for. */
const RECENT_MS = 15 * DAY_MS;

/** The runs of the store, up to `toMs`. The store must stay open until they were read. */
export function storedRuns(store: HealthStore, toMs: number): RunSource {
  return {
    name: 'health.db',
    until: 'now',
    read: async () => ({
      // A day more, so that runs from the future are seen and said.
      runs: store.runs({ fromMs: toMs - REACH_MS, recentMs: toMs - RECENT_MS, toMs: toMs + DAY_MS }),
      unread: 0,
      missing: missingOf(store.fact('missing')),
    }),
  };
}

/** What the last collecting could not read. */
function missingOf(fact: unknown): readonly string[] {
  return Array.isArray(fact) ? fact.filter((what): what is string => typeof what === 'string') : [];
}
