import type {
  FinishedRun,
  GithubEnvironment,
  PullRequestFacts,
  RepositoryName,
} from './github-environment.ts';
import type { Payload } from './parse-payload.ts';
import type { Variables } from './variables-schema.ts';

/** One value of checked variables and a checked payload. */
export function environmentOf(variables: Variables, payload: Payload): GithubEnvironment {
  const pullRequest = pullRequestOf(payload);
  const finishedRun = finishedRunOf(payload);
  const { repository } = payload.data;
  const isFork = pullRequest?.isFork ?? finishedRun?.isFork ?? false;
  const isDependabot = isDependabotOf(variables, payload);
  const { owner, name } = variables.GITHUB_REPOSITORY;
  const defaultBranch = repository?.default_branch ?? scheduledBranch(variables, payload);
  return deepFreeze({
    event: payload.event,
    repository: { owner, name },
    apiUrl: variables.GITHUB_API_URL,
    serverUrl: variables.GITHUB_SERVER_URL,
    runId: variables.GITHUB_RUN_ID,
    attempt: variables.GITHUB_RUN_ATTEMPT,
    runUrl: `${variables.GITHUB_SERVER_URL}/${owner}/${name}/actions/runs/${variables.GITHUB_RUN_ID}`,
    sha: variables.GITHUB_SHA,
    ref: variables.GITHUB_REF,
    ...headOf(variables, payload),
    ...(defaultBranch === undefined ? {} : { defaultBranch }),
    actor: variables.GITHUB_ACTOR,
    isFork,
    isDependabot,
    isReadOnly: payload.event === 'pull_request' && (isFork || isDependabot),
    ...(pullRequest === undefined ? {} : { pullRequest }),
    ...(finishedRun === undefined ? {} : { finishedRun }),
  });
}

/** A schedule runs on the default branch and nowhere else. */
function scheduledBranch({ GITHUB_REF }: Variables, { event }: Payload): string | undefined {
  return event === 'schedule' ? branchOf(GITHUB_REF) : undefined;
}

const branchOf = (ref: string): string | undefined => /^refs\/heads\/(.+)$/u.exec(ref)?.[1];

function pullRequestOf(payload: Payload): PullRequestFacts | undefined {
  if (payload.event !== 'pull_request') return undefined;
  const { repository, pull_request: pull } = payload.data;
  return {
    number: pull.number,
    isFork: isOther(repository.full_name, pull.head.repo?.full_name),
    headBranch: pull.head.ref,
    baseBranch: pull.base.ref,
    baseSha: pull.base.sha,
  };
}

function finishedRunOf(payload: Payload): FinishedRun | undefined {
  if (payload.event !== 'workflow_run') return undefined;
  const { repository, workflow_run: run } = payload.data;
  return {
    id: run.id,
    attempt: run.run_attempt,
    event: run.event,
    headSha: run.head_sha,
    ...(typeof run.head_branch === 'string' ? { headBranch: run.head_branch } : {}),
    isFork: isOther(repository.full_name, run.head_repository?.full_name),
    ...(typeof run.conclusion === 'string' ? { conclusion: run.conclusion } : {}),
  };
}

/** A repository that is gone counts as another one: nothing of it is ours. */
function isOther(ours: RepositoryName, theirs: RepositoryName | undefined): boolean {
  if (theirs === undefined) return true;
  return `${ours.owner}/${ours.name}`.toLowerCase() !== `${theirs.owner}/${theirs.name}`.toLowerCase();
}

/** Whoever opened it counts too: a person who reruns it changes the actor, not what the token may do. */
function isDependabotOf({ GITHUB_ACTOR }: Variables, payload: Payload): boolean {
  const author = payload.event === 'pull_request' ? payload.data.pull_request.user?.login : undefined;
  return [GITHUB_ACTOR, author].includes('dependabot[bot]');
}

function headOf(variables: Variables, payload: Payload): { headSha: string; headBranch?: string } {
  const { GITHUB_SHA, GITHUB_REF } = variables;
  switch (payload.event) {
    case 'pull_request': {
      const { head } = payload.data.pull_request;
      return { headSha: head.sha, headBranch: head.ref };
    }
    case 'merge_group': {
      const { head_sha: headSha, head_ref: headBranch } = payload.data.merge_group;
      return { headSha, headBranch };
    }
    case 'workflow_run': {
      const { head_sha: headSha, head_branch: headBranch } = payload.data.workflow_run;
      return { headSha, ...(typeof headBranch === 'string' ? { headBranch } : {}) };
    }
    default: {
      const headBranch = branchOf(GITHUB_REF);
      return { headSha: GITHUB_SHA, ...(headBranch === undefined ? {} : { headBranch }) };
    }
  }
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value))
    if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
  return Object.freeze(value);
}
