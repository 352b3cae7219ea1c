import { tempWorkspace } from '@sluice/core/testing';
import { readLedger, writeLedger } from '../../src/rerun/ledger-file.ts';
import type { Ledger, LedgerEntry } from '../../src/rerun/ledger.ts';
import { runRerun, type RerunAnswer, type RerunRequest } from '../../src/rerun/run-rerun.ts';
import type { GithubFake } from '../fake/github-fake.ts';
import { openGithubFake } from '../fake/open-github-fake.ts';
import type { Seed } from '../fake/state/seed.ts';

export interface RerunStage {
  readonly fake: GithubFake;
  readonly dir: string;
  readonly ask: (runId?: number, given?: Partial<RerunRequest>) => Promise<RerunAnswer>;
  readonly ledger: () => Promise<Ledger>;
  readonly record: (...entries: readonly LedgerEntry[]) => Promise<void>;
  /** How often a rerun was asked for. */
  readonly reruns: () => number;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** A fake whose clock stands still, and a folder for the ledger. */
export async function openRerunStage(seed: Seed = {}): Promise<RerunStage> {
  const fake = await openGithubFake({ now: '2026-11-29T12:00:00Z', ...seed });
  const workspace = await tempWorkspace({});
  const place = { cwd: workspace.dir, env: fake.env };
  return {
    fake,
    dir: workspace.dir,
    ask: async (runId, given = {}) =>
      runRerun({
        ...place,
        repository: { owner: 'acme', name: 'orders' },
        ...(runId === undefined ? {} : { runId }),
        limits: { mostJobs: 10, perDay: 20 },
        isDry: false,
        nowMs: fake.state.now(),
        client: { secondMs: 1, mostWaitMs: 0, timeoutMs: 5000 },
        ...given,
      }),
    ledger: async () => (await readLedger(place)).ledger,
    record: async (...entries) => writeLedger(place, { schemaVersion: 1, entries: [...entries] }),
    reruns: () =>
      fake.calls.filter(({ operation }) => operation === 'actions/re-run-workflow-failed-jobs').length,
    [Symbol.asyncDispose]: async () => {
      await workspace.remove();
      await fake[Symbol.asyncDispose]();
    },
  };
}
