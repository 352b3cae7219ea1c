import type { RunReport } from '@sluice/core';
import { tempWorkspace } from '@sluice/core/testing';
import { deliverAll, type NamedDelivery, type Wanted } from '../../src/deliver/deliver-all.ts';
import { openTarget } from '../../src/deliver/open-target.ts';
import { eventOf } from '../environment/events.ts';
import type { GithubFake } from '../fake/github-fake.ts';
import { openGithubFake } from '../fake/open-github-fake.ts';
import type { Seed } from '../fake/state/seed.ts';
import { blockedRun } from '../report/runs.ts';

/** The tip of the pull request of these tests. */
export const HEAD = 'b'.repeat(40);

const EVERYTHING: Wanted = { comment: true, check: 'sluice/report', status: 'sluice/verdict' };

interface Given {
  readonly report?: RunReport;
  readonly runId?: number;
  readonly attempt?: number;
  readonly head?: string;
  readonly wanted?: Wanted;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly event?: string;
}

/** A fake with pull request #7, and a run of it that is delivered as the runner would have it. */
export async function placeOf(seed: Seed = {}) {
  const fake = await openGithubFake({
    pulls: [
      {
        number: 7,
        title: 'Topic',
        branch: 'topic',
        sha: HEAD,
        files: { 'src/app-3.py': 'x = 1\n'.repeat(40) },
      },
    ],
    ...seed,
  });
  const workspace = await tempWorkspace({});
  const envOf = async (given: Given = {}): Promise<Readonly<Record<string, string | undefined>>> => {
    const { event = 'pull_request', runId = 9001, attempt = 1, head = HEAD } = given;
    const { env, payload } = eventOf(event, (one) => {
      if (event === 'pull_request') one.pull_request.head.sha = head;
    });
    await workspace.write({ 'event.json': JSON.stringify(payload) });
    return {
      ...env,
      ...fake.env,
      GITHUB_EVENT_PATH: workspace.path('event.json'),
      GITHUB_RUN_ID: String(runId),
      GITHUB_RUN_ATTEMPT: String(attempt),
      ...given.env,
    };
  };
  /** What was delivered, or in one word why nothing could be. */
  const deliver = async (given: Given = {}): Promise<readonly NamedDelivery[] | string> => {
    const opened = await openTarget(
      { report: given.report ?? blockedRun(3) },
      { env: await envOf(given), secondMs: 1, timeoutMs: 1_000 },
    );
    if (opened.kind !== 'open') return opened.kind === 'fault' ? opened.fault.code : opened.kind;
    try {
      return await deliverAll(opened.target, given.wanted ?? EVERYTHING);
    } finally {
      await opened.close();
    }
  };
  return {
    fake,
    workspace,
    envOf,
    deliver,
    [Symbol.asyncDispose]: async () => {
      await workspace.remove();
      await fake[Symbol.asyncDispose]();
    },
  };
}

/** How many calls of each operation were made. */
export function operations({ calls }: GithubFake): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { operation = 'unknown' } of calls) counts[operation] = (counts[operation] ?? 0) + 1;
  return counts;
}
