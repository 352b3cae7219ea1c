import { z } from '@sluice/core';
import type { Answer } from '../client/answer.ts';
import type { GithubClient } from '../client/github-client.ts';
import type { GithubEnvironment } from '../environment/github-environment.ts';
import { lost } from './lost.ts';

const repository = z.object({ full_name: z.string(), owner: z.object({ login: z.string() }) });

const finishedRun = z.object({
  id: z.int().positive(),
  run_attempt: z.int().positive(),
  event: z.string(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  head_sha: z.string().regex(/^[0-9a-f]{40,64}$/u),
  head_branch: z.string().nullish(),
  head_repository: repository.nullish(),
});

type FinishedRun = z.output<typeof finishedRun>;

const pull = z.object({
  number: z.int().positive(),
  state: z.string(),
  user: z.object({ login: z.string() }).nullish(),
  head: z.object({ sha: z.string(), ref: z.string(), repo: z.object({ full_name: z.string() }).nullish() }),
  base: z.object({ ref: z.string(), sha: z.string(), repo: z.object({ full_name: z.string() }) }),
});

type Pull = z.output<typeof pull>;

/** The run that has ended, with its pull request; or that there is nothing to say for it. */
export type FinishedRunReading =
  | {
      readonly kind: 'found';
      /** As if the run itself were reported from. */
      readonly environment: GithubEnvironment;
      readonly number: number;
      readonly headSha: string;
      readonly conclusion: string;
    }
  | { readonly kind: 'nothing'; readonly why: string }
  | { readonly kind: 'lost'; readonly said: string };

const nothing = (why: string): FinishedRunReading => ({ kind: 'nothing', why });

/** Asks the API for the run that `workflow_run` names, and for the one open pull request whose tip it was of. */
export async function readFinishedRun(
  client: GithubClient,
  environment: GithubEnvironment,
): Promise<FinishedRunReading> {
  const { finishedRun: named, repository: ours } = environment;
  if (named === undefined) return nothing('this is no workflow_run: there is no run to report');
  const place = { owner: ours.owner, repo: ours.name };
  const answer = await client.call({
    route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
    parameters: { ...place, run_id: named.id },
    read: finishedRun,
  });
  if (!answer.ok) return { kind: 'lost', said: lost(answer.fault).said };
  const run = answer.data;
  if (run.event !== 'pull_request') return nothing(`the run was started by ${run.event}`);
  if (run.status !== 'completed') return nothing('the run has been started again');
  const pulls = await pullsOf(client, run, place);
  if (!pulls.ok) return { kind: 'lost', said: lost(pulls.fault).said };
  const full = `${ours.owner}/${ours.name}`.toLowerCase();
  // A branch can be renamed into the name of another, and a commit be in many: the tip has to be this very commit.
  const own = pulls.data.filter(
    ({ state, head, base }) =>
      state === 'open' && head.sha === run.head_sha && base.repo.full_name.toLowerCase() === full,
  );
  const [found] = own;
  if (found === undefined) return nothing('no open pull request has this commit as its tip');
  if (own.length > 1) return nothing(`${own.length} pull requests have this commit as their tip`);
  const isFork = (found.head.repo?.full_name ?? '').toLowerCase() !== full;
  if (!isFork && found.user?.login !== 'dependabot[bot]')
    return nothing('the run could write, and has reported itself');
  return { kind: 'found', ...factsOf(run, found, environment) };
}

async function pullsOf(
  client: GithubClient,
  { head_sha: sha, head_branch: branch, head_repository: from }: FinishedRun,
  place: { readonly owner: string; readonly repo: string },
): Promise<Answer<readonly Pull[]>> {
  const byCommit = await client.call({
    route: 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    parameters: { ...place, commit_sha: sha, per_page: 100 },
    read: z.array(pull),
  });
  // GitHub knows a fork's commit by its pull request alone, and not always by this call.
  const isFound = byCommit.ok && byCommit.data.some(({ head }) => head.sha === sha);
  if (isFound || typeof branch !== 'string' || from === null || from === undefined) return byCommit;
  return client.call({
    route: 'GET /repos/{owner}/{repo}/pulls',
    parameters: { ...place, state: 'open', head: `${from.owner.login}:${branch}`, per_page: 100 },
    read: z.array(pull),
  });
}

function factsOf(
  { id: runId, run_attempt: attempt, head_sha: headSha, conclusion }: FinishedRun,
  { number, head, base }: Pull,
  environment: GithubEnvironment,
): Omit<Extract<FinishedRunReading, { kind: 'found' }>, 'kind'> {
  const { serverUrl, repository: ours } = environment;
  return {
    environment: {
      ...environment,
      runId,
      attempt,
      headSha,
      runUrl: `${serverUrl}/${ours.owner}/${ours.name}/actions/runs/${runId}`,
      pullRequest: { number, isFork: true, headBranch: head.ref, baseBranch: base.ref, baseSha: base.sha },
    },
    number,
    headSha,
    conclusion: conclusion ?? 'unknown',
  };
}
