import type { Answer, GithubClient, GithubFault, RepositoryName } from '@sluice/plugin-github/client';
import type { AlertState } from '../alert/alert-state.ts';
import type { Board } from '../board/board.ts';
import { commitReport } from '../commit/commit-report.ts';
import { contentCalls, type ContentPlace } from '../commit/content-calls.ts';
import { issueCalls } from '../issue/issue-calls.ts';
import { keepIssue } from '../issue/keep-issue.ts';
import type { HealthOptions } from '../options.ts';
import { keepPull } from '../pull/keep-pull.ts';
import { pullCalls } from '../pull/pull-calls.ts';
import { healthProblem } from '../runs/health-problem.ts';
import { faultError } from './with-client.ts';

export interface PublishInput {
  readonly client: GithubClient;
  readonly repository: RepositoryName;
  readonly defaultBranch: string;
  readonly alert: AlertState;
  readonly board: Board;
  readonly options: HealthOptions;
}

type CommitOptions = Exclude<HealthOptions['commit'], false>;

/**
 * Keeps the issue and commits the report, as the options say, and gives a line for each. One does not wait for the other
 * to succeed. Throws a CiError with the faults of both, or of code HEALTH_NOT_VERIFIED, after both were tried.
 */
export async function publish(input: PublishInput, say: (line: string) => void): Promise<void> {
  const faults: GithubFault[] = [];
  const doubts: string[] = [];
  const take = <T extends { readonly isVerified: boolean }>(
    answer: Answer<T>,
    what: string,
    words: (data: T) => string,
  ): void => {
    if (!answer.ok) faults.push(answer.fault);
    else if (answer.data.isVerified) say(`${what}: ${words(answer.data)}`);
    else doubts.push(what);
  };
  if (input.options.alert !== false) take(await issue(input), 'issue', words);
  const { commit } = input.options;
  if (commit !== false) {
    const place = placeOf(input, commit);
    const committed = await commitReport(contentCalls(input.client, place), { ...input, ...commit });
    take(committed, 'report', ({ commits }) =>
      commits === 0 ? 'nothing has changed' : `${commits} files committed`,
    );
    // Half a report is nothing to ask for a review of.
    if (commit.pullRequest && committed.ok && committed.data.isVerified)
      take(await pull(input, place), 'pull request', words);
  }
  if (faults.length > 0) throw faultError(faults);
  if (doubts.length === 0) return;
  throw healthProblem(
    'HEALTH_NOT_VERIFIED',
    `GitHub took the ${doubts.join(' and the ')}, and has something else now.`,
    'Somebody may have changed it in the same moment: run it again.',
  );
}

async function issue({ client, repository, alert, board }: PublishInput): ReturnType<typeof keepIssue> {
  return keepIssue({ calls: issueCalls(client, repository), alert, health: board.health });
}

function placeOf({ repository, defaultBranch }: PublishInput, { branch }: CommitOptions): ContentPlace {
  if (branch !== defaultBranch) return { repository, branch, defaultBranch };
  throw healthProblem(
    'HEALTH_COMMIT_BRANCH',
    'The report would be committed to the default branch.',
    "Name a branch of its own: health({ commit: { branch: 'ci-health' } }).",
  );
}

/** GitHub's own words for this refusal do not say where the setting is, and the permission alone does not help. */
const PULL_HINT =
  'The workflow needs `pull-requests: write` (`sluice generate github` writes it), and the repository the setting "Allow GitHub Actions to create and approve pull requests" (Settings, Actions, General).';

async function pull({ client, board }: PublishInput, place: ContentPlace): ReturnType<typeof keepPull> {
  const kept = await keepPull({ calls: pullCalls(client, place), health: board.health });
  if (kept.ok || kept.fault.kind !== 'permission') return kept;
  return { ok: false, fault: { ...kept.fault, hint: PULL_HINT } };
}

function words({ did, url }: { readonly did: string; readonly url?: string }): string {
  return url === undefined ? did : `${did}, ${url}`;
}
