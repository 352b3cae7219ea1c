import { codeSpan, escapeMarkdown } from '@sluice/core';
import { headlineOf } from './headline-of.ts';
import type { Told } from './told.ts';

/** Jobs that are named; a run has few that failed, or one cause. */
const MOST_JOBS = 10;

/** What became of a run, as GitHub markdown. Names of jobs and lines of logs are text of strangers: nothing in them is markup. */
export function toldMarkdown(told: Told): string {
  const { runId, runUrl, failed, trouble } = told;
  const run = runUrl === undefined ? `run ${runId}` : `[run ${runId}](${runUrl})`;
  const rows = failed.slice(0, MOST_JOBS).map(({ name, log }) => {
    const triage = log !== undefined && 'triage' in log ? log.triage : undefined;
    const [first] = triage?.evidence ?? [];
    const line = first === undefined ? '' : codeSpan(first.text);
    return `| ${escapeMarkdown(name)} | ${triage?.verdict ?? ''} | ${triage?.category ?? ''} | ${first?.line ?? ''} | ${line} |`;
  });
  const { mark, words } = headlineOf(told);
  const left = failed.length - rows.length;
  return [
    `**${mark} ${escapeMarkdown(words)}** · ${run}`,
    ...(rows.length === 0
      ? []
      : ['', '| job | verdict | cause | line | what it says |', '|---|---|---|---|---|', ...rows]),
    ...(left > 0 ? ['', `And ${left} more.`] : []),
    // The first trouble is the headline already where nothing could be decided.
    ...trouble
      .slice(told.decision === undefined && told.outcome === undefined ? 1 : 0)
      .flatMap((what) => ['', escapeMarkdown(what)]),
    '',
  ].join('\n');
}
