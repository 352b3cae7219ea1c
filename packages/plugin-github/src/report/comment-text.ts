import { codeSpan } from '@sluice/core/reports';
import type { GithubEnvironment } from '../environment/github-environment.ts';
import type { RecordedRun } from './recorded-run.ts';
import { runMarkdown } from './run-markdown.ts';

/** The rest of the limit is for the section of a rerun. */
const MOST_CHARACTERS = 56_000;

/** What the report says in the comment. `tip` is where the pull request is now: after a push it is another commit. */
export function commentText(
  run: RecordedRun,
  {
    environment: { runUrl, attempt, headSha },
    tip = headSha,
    isForeign = false,
  }: {
    readonly environment: Pick<GithubEnvironment, 'runUrl' | 'attempt' | 'headSha'>;
    readonly tip?: string | undefined;
    /** The run was that of a fork: nobody else has looked at what it recorded. */
    readonly isForeign?: boolean;
  },
): string {
  const old =
    tip === headSha
      ? ''
      : `> This is about ${codeSpan(headSha.slice(0, 12))}; the pull request is at ${codeSpan(tip.slice(0, 12))} now.\n\n`;
  const foreign = isForeign
    ? "> How this run ended, GitHub says; the rest is what the change's own run recorded of itself.\n\n"
    : '';
  return foreign + old + runMarkdown({ run, page: { runUrl, attempt }, mostCharacters: MOST_CHARACTERS });
}
