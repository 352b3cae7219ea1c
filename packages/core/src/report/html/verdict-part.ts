import { countOf } from '../count-of.ts';
import { oneLine } from '../escape.ts';
import { firstFailure } from '../first-failure.ts';
import { formatDuration } from '../format-duration.ts';
import { partialText, runFacts, weakenings } from '../run-facts.ts';
import { html, type Html, type Piece } from './html.ts';
import { moment } from './moment.ts';
import type { PageView } from './page-view.ts';
import { reusedMs } from './reused-ms.ts';
import { withoutResult } from './without-result.ts';
import { verdictWords } from './verdict-words.ts';

/** What loosens the gate, the verdict, and the run in figures. */
export function verdictPart(view: PageView): Html {
  const { report } = view;
  const { word, rest, tone } = verdictWords(report);
  const partial = partialText(report);
  return html`${weakenings(report).map(
      (text) => html`<p class="loosened"><b>This change loosens the gate:</b> ${text}</p>`,
    )}
    <header class="verdict ${tone}">
      <p class="from">${origin(view)}</p>
      <h1>${word}${rest === '' ? undefined : html` <small>${rest}</small>`}</h1>
      ${partial === undefined ? undefined : html`<p class="partial">${partial}</p>`}
      <dl class="facts">
        ${figures(view).map(
          ([name, figure, more]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${figure}${more === undefined ? undefined : html` <small>${more}</small>`}</dd>
            </div>`,
        )}
      </dl>
    </header> `;
}

/** What was run, and when. */
function origin({ report }: PageView): Html {
  const { commit, trigger, startedAt } = report;
  const where: Piece =
    commit === undefined
      ? undefined
      : html` ·
        ${commit.branch === undefined ? undefined : html`<b>${commit.branch}</b> `}<code>${commit.sha.slice(0, 12)}</code>${commit.isDirty ? ' with uncommitted changes' : ''}`;
  const event = oneLine(trigger.event);
  const attempt = (trigger.attempt ?? 1) > 1 ? `, attempt ${trigger.attempt}` : '';
  return html`<b>Sluice</b>${where} · ${event === 'local' ? 'run by hand' : `on ${event}`}${attempt} ·
    ${moment(startedAt)}`;
}

type Figure = readonly [name: string, figure: string, more?: string];

/** What people ask first; what there is none of is left out, unless that itself is news. */
function figures(view: PageView): readonly Figure[] {
  const { report, findings, timeline } = view;
  const { concluded, skipped, flaky } = runFacts(report);
  const failed = firstFailure(report);
  const passed = concluded.filter(({ conclusion }) => conclusion === 'success').length;
  const missing = withoutResult(report).length;
  const savedMs = reusedMs(report.results);
  const reused = report.results.filter(({ cached }) => cached === true).length;
  const took =
    failed === undefined
      ? placesText(timeline.places)
      : `first failure after ${formatDuration(failed.afterMs)}`;
  const all: readonly (Figure | undefined)[] = [
    ['Took', formatDuration(report.durationMs), took],
    report.plan.checks.length === 0
      ? undefined
      : [
          report.end === 'crashed' ? 'Ended' : 'Passed',
          `${report.end === 'crashed' ? concluded.length : passed} of ${countOf(concluded.length + missing, 'check')}`,
          notRunText(skipped.length, missing),
        ],
    findings.total === 0 ? undefined : ['Findings', String(findings.counting), countedText(view)],
    reused === 0
      ? undefined
      : [
          'Reused',
          countOf(reused, 'result'),
          savedMs < 1000 ? undefined : `${formatDuration(savedMs)} saved`,
        ],
    flaky.length === 0 ? undefined : ['Flaky', countOf(flaky.length, 'check'), 'passed after a retry'],
    report.plan.hash === '' ? undefined : ['Plan', report.plan.hash.slice(0, 6)],
  ];
  return all.filter((one) => one !== undefined);
}

const notRunText = (skipped: number, missing: number): string | undefined =>
  [
    ...(missing > 0 ? [`${missing} without a result`] : []),
    ...(skipped > 0 ? [`${skipped} not run`] : []),
  ].join(', ') || undefined;

const placesText = (places: number): string | undefined =>
  places > 1 ? `up to ${places} checks at once` : undefined;

function countedText({ findings }: PageView): string | undefined {
  const aside = findings.total - findings.counting;
  const parts = [
    ...(findings.fresh > 0 ? [`${findings.fresh} new`] : []),
    ...(aside > 0 ? [`${aside} more waived or accepted`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
}
