import { createServer } from 'node:http';
import type { GithubFake } from './github-fake.ts';
import { createFaults } from './server/create-faults.ts';
import { createListener } from './server/create-listener.ts';
import { listen } from './server/listen.ts';
import { openBlobs } from './server/open-blobs.ts';
import type { RecordedCall } from './server/recorded-call.ts';
import { addPull } from './state/add-pull.ts';
import { addRun } from './state/add-run.ts';
import { createState } from './state/create-state.ts';
import { finishRun } from './state/finish-run.ts';
import type { Seed } from './state/seed.ts';
import { ownName } from './views/own-name.ts';

const HOUR_MS = 3_600_000;

/** Starts a fake: `await using fake = await openGithubFake({ runs: [{ jobs: [{ name: 'test', conclusion: 'failure' }] }] })`. */
export async function openGithubFake(seed: Seed = {}): Promise<GithubFake> {
  const state = createState(seed);
  const blobs = await openBlobs(() => state.now());
  const faults = createFaults();
  const calls: RecordedCall[] = [];
  const violations: string[] = [];
  const budget = { limit: 5000, remaining: 5000, resetAtMs: state.now() + HOUR_MS };
  const server = createServer(
    createListener({ state, budget, faults, publish: blobs.publish, calls, violations }),
  );
  const { url, close } = await listen(server);
  state.apiUrl = url;
  const [token = ''] = state.tokens.keys();
  const all = (): string[] => [
    ...violations,
    ...blobs.requests.filter(({ hasToken }) => hasToken).map(({ path }) => `a token was sent to ${path}`),
  ];
  return {
    url,
    env: { GITHUB_API_URL: url, GITHUB_REPOSITORY: ownName(state), GITHUB_TOKEN: token },
    state,
    calls,
    budget,
    get violations() {
      return all();
    },
    blobRequests: blobs.requests,
    fail: faults.add,
    recover: faults.clear,
    addRun: (run) => addRun(state, run),
    addPull: (pull) => addPull(state, pull),
    finishRun: (id, ended) => finishRun(state, id, ended),
    takeViolations: () => violations.splice(0),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([close(), blobs.close()]);
      if (all().length > 0) throw new Error(`GitHub would not have understood:\n${all().join('\n')}`);
    },
  };
}
