import type { Answer, GithubClient, GithubFault, RepositoryName } from '@sluice/plugin-github/client';
import type { AlertState } from '../alert/alert-state.ts';
import type { Board } from '../board/board.ts';
import { commitReport } from '../commit/commit-report.ts';
import { contentCalls } from '../commit/content-calls.ts';
import { issueCalls } from '../issue/issue-calls.ts';
import { keepIssue } from '../issue/keep-issue.ts';
import type { HealthOptions } from '../options.ts';
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
  if (input.options.alert !== false)
    take(await issue(input), 'issue', ({ did, url }) => (url === undefined ? did : `${did}, ${url}`));
  if (input.options.commit !== false)
    take(await commit(input), 'report', ({ commits }) =>
      commits === 0 ? 'nothing has changed' : `${commits} files committed`,
    );
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

async function commit({
  client,
  repository,
  defaultBranch,
  board,
  options,
}: PublishInput): ReturnType<typeof commitReport> {
  const { branch, folder } = options.commit === false ? { branch: '', folder: '' } : options.commit;
  if (branch === defaultBranch) {
    throw healthProblem(
      'HEALTH_COMMIT_BRANCH',
      'The report would be committed to the default branch.',
      "Name a branch of its own: health({ commit: { branch: 'ci-health' } }).",
    );
  }
  return commitReport(contentCalls(client, { repository, branch, defaultBranch }), { board, folder });
}
