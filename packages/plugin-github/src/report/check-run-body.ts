import { codeSpan } from '@sluice/core/reports';
import type { GithubEnvironment } from '../environment/github-environment.ts';
import { externalIdText } from './external-id.ts';
import type { RecordedRun } from './recorded-run.ts';
import { runMarkdown } from './run-markdown.ts';
import { runOutcome, type RunOutcome } from './run-outcome.ts';

/** GitHub takes 65,535 characters; the sentence about annotations needs some. */
const MOST_CHARACTERS = 60_000;

const CONCLUSIONS: Readonly<Record<RunOutcome['kind'], string>> = {
  pass: 'success',
  warn: 'success',
  // Neither red nor a promise: what would block is not enforced yet.
  advice: 'neutral',
  block: 'failure',
  cancelled: 'cancelled',
  broken: 'failure',
};

/** A check run, as the API takes it, without its annotations. */
export interface CheckRunBody {
  readonly name: string;
  readonly status: 'completed';
  readonly conclusion: string;
  readonly details_url: string;
  readonly external_id: string;
  readonly output: { readonly title: string; readonly summary: string };
}

/** The check run of a recorded run. `left` annotations had no room, and it says so. */
export function checkRunBody(
  run: RecordedRun,
  {
    name,
    environment: { runUrl, attempt, runId, headSha },
    left,
  }: {
    readonly name: string;
    readonly environment: Pick<GithubEnvironment, 'runUrl' | 'attempt' | 'runId' | 'headSha'>;
    readonly left: number;
  },
): CheckRunBody {
  const { kind, title } = runOutcome(run);
  const sentence =
    left > 0 ? `\n_${left} more findings have no annotation here; report.json has all._\n` : '';
  // Whole, and not as in a comment: it is what the files of the run are held against.
  const evidence =
    run.sha256 === undefined
      ? ''
      : `\nEvidence sha256 ${codeSpan(run.sha256)}: ${codeSpan(`npx sluice verify --commit ${headSha}`)} holds the run against it.\n`;
  return {
    name,
    status: 'completed',
    conclusion: CONCLUSIONS[kind],
    details_url: `${runUrl}/attempts/${attempt}`,
    external_id: externalIdText({
      runId,
      attempt,
      ...(run.sha256 === undefined ? {} : { evidence: run.sha256 }),
    }),
    output: {
      title,
      summary:
        runMarkdown({ run, page: { runUrl, attempt }, mostCharacters: MOST_CHARACTERS }) +
        evidence +
        sentence,
    },
  };
}
