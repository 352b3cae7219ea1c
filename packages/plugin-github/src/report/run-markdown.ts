import { codeSpan, explainReport, markdown } from '@sluice/core/reports';
import type { RecordedRun } from './recorded-run.ts';
import { runOutcome } from './run-outcome.ts';

interface MarkdownInput {
  readonly run: RecordedRun;
  /** Its page; absent where the event could not be read. */
  readonly page?: { readonly runUrl: string; readonly attempt: number };
  readonly mostCharacters: number;
}

/**
 * A run as GitHub markdown: core's own drawing, under a headline of ours where the report alone would say too much, and
 * above a line that says where it is from. Without core's mark, which only the comment has.
 */
export function runMarkdown({ run, page, mostCharacters }: MarkdownInput): string {
  const { isContradicted, title } = runOutcome(run);
  const { report, sha256 } = run;
  const evidence = sha256 === undefined ? [] : [`evidence sha256 ${codeSpan(`${sha256.slice(0, 12)}…`)}`];
  const link =
    page === undefined ? [] : [`[Run, attempt ${page.attempt}](${page.runUrl}/attempts/${page.attempt})`];
  const source = [...link, ...evidence].join(' · ');
  if (report === undefined) return `### ⛔ Sluice: ${title}\n\n${source}\n`;
  const drawn = markdown(report, {
    ...explainReport(report),
    program: 'npx sluice',
    mostCharacters: mostCharacters - 1_000,
  }).replace(/^<!-- sluice -->\n/u, '');
  const head = isContradicted
    ? `### ⛔ Sluice: ${title}\n\nA job failed or was cancelled, and no result says why: see its log.\n\n<details><summary>What the checks said</summary>\n\n`
    : '';
  const end = isContradicted ? '\n</details>\n' : '';
  return `${head}${drawn}${end}\n${source}\n`;
}
