import type { CheckResult } from '../../model/result.ts';
import { countOf } from '../count-of.ts';
import { oneLine } from '../escape.ts';
import { formatDuration } from '../format-duration.ts';
import { markOf, resultText } from '../result-text.ts';
import { checkBody } from './check-body.ts';
import { html, type Html, type Piece } from './html.ts';
import { lookOf } from './look-of.ts';
import type { PageView } from './page-view.ts';
import { rowChart } from './row-chart.ts';
import { section } from './section.ts';
import { shortened } from './shortened.ts';
import type { TimelineRow } from './timeline.ts';
import { withoutResult } from './without-result.ts';

const MOST_CHECKS = 1000;

/** Every check that had a chance to run, with its log and all that is known of it folded away. */
export function checksPart(view: PageView): Html | undefined {
  const { report, timeline } = view;
  const wanted = report.results.filter((result) => !isLeftOut(result));
  const missing = withoutResult(report);
  if (wanted.length + missing.length === 0) return undefined;
  const ranked = wanted.toSorted((a, b) => rankOf(a) - rankOf(b));
  const shown = ranked.slice(0, MOST_CHECKS);
  const rows = new Map(timeline.rows.map((row) => [row.result, row]));
  const left = wanted.length - shown.length;
  return section({
    id: 'checks',
    title: 'Checks and their logs',
    note: wanted.length === 0 ? 'none ended' : countOf(wanted.length, 'check'),
    body: html`<form id="log-tools" class="tools" role="search" aria-label="Logs" hidden>
        <label>Search logs <input type="search" name="text" autocomplete="off" spellcheck="false" /></label>
        <button>Next</button> <output name="said" aria-live="polite"></output>
      </form>
      <p class="dim small">
        Dots: ready, and waiting for a place. A thin line: fetching tools, or a pause between attempts.
      </p>
      <div class="checks">${shown.map((result) => check(result, rows.get(result), view))}</div>
      ${left > 0 ? html`<p class="dim">and ${countOf(left, 'check')} more, which passed or decide less; report.json of the run folder has all</p>` : undefined}${missingText(missing)}`,
  });
}

const MOST_MISSING = 50;

function missingText(missing: readonly string[]): Piece {
  if (missing.length === 0) return undefined;
  const more = missing.length - MOST_MISSING;
  const ids = missing
    .slice(0, MOST_MISSING)
    .map((id, index) => html`${index === 0 ? '' : ', '}<code>${oneLine(id)}</code>`);
  return html`<p class="notice">
    Without a result, for the run ended before: ${ids}${more > 0 ? ` and ${more} more` : ''}.
  </p>`;
}

/** What did not pass comes first; the rest stays in the order of the plan. */
function rankOf(result: CheckResult): number {
  const look = lookOf(result);
  if (look === 'bad' || look === 'warn') return look === 'bad' ? 0 : 1;
  return result.conclusion === 'success' ? 3 : 2;
}

/** By the plan, and with a proof: told with the plan. */
const isLeftOut = ({ conclusion, skip }: CheckResult): boolean =>
  conclusion === 'skipped' && skip !== 'upstream-failed' && skip !== 'no-permission';

function check(result: CheckResult, row: TimelineRow | undefined, view: PageView): Html {
  const { id, title, level } = result;
  const time =
    result.cached === true
      ? 'reused'
      : result.conclusion === 'skipped'
        ? ''
        : formatDuration(result.durationMs);
  return html`<details class="check ${lookOf(result)}" id="${view.anchors.ofCheck(id)}">
    <summary>
      <span class="mark" aria-hidden="true">${markOf(result)}</span
      ><span class="id"
        ><code>${oneLine(id)}</code
        ><span class="vh"> ${conclusionWords(result)}, </span
        >${level === 'required' ? undefined : html` <small>${level}</small>`}${row?.isCritical === true ? html` <small class="chain">longest chain</small>` : undefined}</span
      ><span class="time">${time}</span
      >${row === undefined ? html`<span></span>` : rowChart(row, view.timeline.spanMs)}<span class="said"
        >${said(result)}</span
      >
    </summary>
    <p class="dim">
      ${oneLine(title) === oneLine(id) ? undefined : html`${oneLine(title)}. `}${levelText(result, view)}
    </p>
    ${checkBody(result, row, view)}
  </details> `;
}

const conclusionWords = ({ conclusion }: CheckResult): string => conclusion.replace('_', ' ');

function said(result: CheckResult): Piece {
  const text = shortened(resultText(result), 400);
  return text === '' ? conclusionWords(result) : text;
}

function levelText({ id, level }: CheckResult, { report }: PageView): string {
  const from = report.plan.checks.find((planned) => planned.id === id)?.levelFrom;
  return `${level.charAt(0).toUpperCase()}${level.slice(1)}${from === undefined ? '' : ` by ${from}`}.`;
}
