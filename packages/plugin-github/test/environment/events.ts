/** What the runner gives: variables and the payload of the event. */
export interface GivenEvent {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly payload: unknown;
}

type Change = (payload: any) => unknown;

const repository = { full_name: 'acme/orders', default_branch: 'main', private: false };

const payloads: Readonly<Record<string, object>> = {
  pull_request: {
    action: 'synchronize',
    number: 7,
    repository,
    pull_request: {
      number: 7,
      title: '`$(touch x)` @everyone',
      user: { login: 'alice' },
      head: { ref: 'topic', sha: 'b'.repeat(40), repo: { full_name: 'acme/orders' } },
      base: { ref: 'main', sha: 'e'.repeat(40), repo: { full_name: 'acme/orders' } },
    },
  },
  push: { ref: 'refs/heads/main', before: '0'.repeat(40), after: 'a'.repeat(40), repository },
  merge_group: {
    repository,
    merge_group: {
      head_sha: 'c'.repeat(40),
      head_ref: 'refs/heads/gh-readonly-queue/main/pr-7',
      base_sha: 'e'.repeat(40),
      base_ref: 'refs/heads/main',
    },
  },
  schedule: { schedule: '17 3 * * *', repository },
  workflow_dispatch: { ref: 'refs/heads/main', inputs: null, repository },
  workflow_run: {
    action: 'completed',
    repository,
    workflow_run: {
      id: 77,
      run_attempt: 1,
      event: 'pull_request',
      status: 'completed',
      conclusion: 'failure',
      head_sha: 'd'.repeat(40),
      head_branch: 'topic',
      head_repository: { full_name: 'acme/orders' },
    },
  },
};

/** One event as GitHub describes it, changed at will. */
export function eventOf(event: string, change: Change = () => undefined): GivenEvent {
  const payload = structuredClone(payloads[event]);
  change(payload);
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: '/runner/event.json',
    GITHUB_REPOSITORY: 'acme/orders',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_RUN_ID: '9001',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_SHA: 'a'.repeat(40),
    GITHUB_REF: event === 'pull_request' ? 'refs/pull/7/merge' : 'refs/heads/main',
    GITHUB_ACTOR: 'alice',
  };
  return { env, payload };
}
