import { tempWorkspace } from '@sluice/core/testing';
import { openClient } from '@sluice/plugin-github/client';
import type { GithubFake } from '../../../plugin-github/test/fake/github-fake.ts';
import { collect, type CollectInput } from '../../src/collect/collect.ts';
import type { Collected } from '../../src/collect/collected.ts';
import { storedEtags } from '../../src/collect/stored-etags.ts';
import type { HealthStore } from '../../src/store/health-store.ts';
import { openStore } from '../../src/store/open-store.ts';

/** A Saturday, at noon: the time of the fake. */
export const NOW = '2026-11-28T12:00:00Z';
export const NOW_MS = Date.parse(NOW);

const MINUTE_MS = 60_000;

/** An ISO moment so many minutes before it. */
export function ago(minutes: number): string {
  return new Date(NOW_MS - minutes * MINUTE_MS).toISOString().replace('.000Z', 'Z');
}

/** A project's store, and collecting into it from a fake, each time with a client of its own as a new process has. */
export interface Project {
  readonly store: HealthStore;
  readonly collect: (input?: Partial<CollectInput>) => Promise<Collected>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

export async function project(fake: GithubFake): Promise<Project> {
  const folder = await tempWorkspace({});
  const store = await openStore(folder.path('health.db'));
  return {
    store,
    collect: async (input) => {
      const opened = await openClient({ env: fake.env, secondMs: 1, etags: storedEtags(store) });
      if (!opened.ok) throw new Error(opened.fault.message);
      try {
        const answer = await collect({
          client: opened.data,
          store,
          repository: { owner: fake.state.repository.owner, name: fake.state.repository.name },
          nowMs: NOW_MS,
          mostCalls: 800,
          ...input,
        });
        if (!answer.ok) throw new Error(`${answer.fault.code}: ${answer.fault.message}`);
        return answer.data;
      } finally {
        await opened.data.close();
      }
    },
    [Symbol.asyncDispose]: async () => {
      store.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}
