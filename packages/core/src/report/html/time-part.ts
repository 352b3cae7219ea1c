import { countOf } from '../count-of.ts';
import { criticalPath } from '../critical-path.ts';
import { oneLine } from '../escape.ts';
import { formatDuration } from '../format-duration.ts';
import { html, type Html, type Piece } from './html.ts';
import { lookOf } from './look-of.ts';
import type { PageView } from './page-view.ts';
import { percent } from './percent.ts';
import { section } from './section.ts';
import { timeTicks } from './time-ticks.ts';
import type { Timeline, TimelineRow } from './timeline.ts';

/** More bars than this are a smear; the list of the checks has all. */
const MOST_BARS = 600;
/** A chart taller than a screen is no overview. */
const MOST_LANES = 64;
const ROW = 30;
const FOOT = 20;

/** Where the time went: what ran beside what, on a line for each place, and the chain that nothing could shorten. */
export function timePart(view: PageView): Html | undefined {
  const { timeline } = view;
  if (timeline.rows.length === 0) return undefined;
  return section({
    id: 'time',
    title: 'Where the time went',
    note: formatDuration(view.report.durationMs),
    body: [
      pathText(view),
      chart(timeline),
      html`<ul class="key" aria-hidden="true">
        <li class="good">passed</li>
        <li class="bad">did not pass, required</li>
        <li class="warn">did not pass, optional; or only after a retry</li>
        <li class="info">informational</li>
        <li class="retried">an attempt that was repeated</li>
        <li class="critical">on the longest chain</li>
      </ul>`,
    ],
  });
}

function pathText({ report, timeline }: PageView): Html {
  const { ids, durationMs } = criticalPath(report);
  const { budgetMs } = report.policy;
  const over = report.durationMs > budgetMs;
  const chain = ids.map((id, index) => html`${index === 0 ? undefined : ' → '}<code>${oneLine(id)}</code>`);
  const waitedMs = timeline.rows.reduce((sum, { readyMs, startMs }) => sum + startMs - readyMs, 0);
  const waited = waitedMs < 1000 ? undefined : html` Ready checks waited ${formatDuration(waitedMs)} in all.`;
  return html`<p>
    ${ids.length > 1 ? 'The longest chain of needs' : 'The longest check'}: ${chain},
    ${formatDuration(durationMs)}.${waited}
    ${over ? html`<b class="over">Over the budget of ${formatDuration(budgetMs)}.</b>` : html`<span class="dim">The budget is ${formatDuration(budgetMs)}.</span>`}
  </p>`;
}

/** Lengths are percentages, so that the chart follows the window while its letters keep their size. */
function chart({ rows, places, spanMs }: Timeline): Html {
  const shown =
    rows.length > MOST_BARS ? rows.toSorted((a, b) => lengthOf(b) - lengthOf(a)).slice(0, MOST_BARS) : rows;
  const lanes = Math.min(places, MOST_LANES);
  const drawn = shown.filter(({ place }) => place < lanes);
  const height = lanes * ROW;
  const ticks = timeTicks(spanMs).map(({ atMs, text }) => {
    const x = percent(atMs, spanMs);
    // The last one would run out of the chart.
    const anchor = atMs === 0 ? 'start' : atMs / spanMs > 0.94 ? 'end' : 'middle';
    return html`<line class="grid" x1="${x}" x2="${x}" y1="0" y2="${height}" /><text
        class="tick"
        x="${x}"
        y="${height + 15}"
        text-anchor="${anchor}"
        >${text}</text
      >`;
  });
  return html`<svg
      class="lanes"
      height="${height + FOOT}"
      role="img"
      aria-label="${countOf(rows.length, 'check')} in ${countOf(places, 'place')}; the times of each are in the list of checks"
    >
      <defs>
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="hatch" width="2.5" height="6" />
        </pattern>
      </defs>
      ${ticks}${drawn.map((row) => bar(row, spanMs))}</svg
    >${rows.length > drawn.length ? html`<p class="dim">${drawn.length} of ${rows.length} checks are drawn, the longest ones; of ${places} places, ${lanes}.</p>` : undefined}`;
}

const lengthOf = ({ startMs, endMs }: TimelineRow): number => endMs - startMs;

function bar(row: TimelineRow, spanMs: number): Html {
  const { result, place, startMs, attempts, isCritical } = row;
  const length = Math.max(1, lengthOf(row));
  const share = length / spanMs;
  const retried = attempts
    .filter(({ isRetried }) => isRetried)
    .map(
      (attempt) =>
        html`<rect
          class="again"
          x="${percent(attempt.startMs - startMs, length)}"
          width="${percent(attempt.endMs - attempt.startMs, length)}"
          y="17"
          height="5"
          fill="url(#hatch)"
        />`,
    );
  const words = `${oneLine(result.id)}: ${formatDuration(length)}, from ${formatDuration(startMs)} on`;
  return html`<svg
    class="bar ${lookOf(result)}"
    x="${percent(startMs, spanMs)}"
    y="${place * ROW + 2}"
    width="${percent(length, spanMs)}"
    height="26"
  >
    <title>${words}</title>
    <rect class="fill" width="100%" height="22" rx="2" />
    ${retried}${isCritical ? html`<rect class="path" y="23" width="100%" height="3" />` : undefined}${label(result.id, share)}
  </svg>`;
}

/** About so many letters in a bar as wide as the page. */
const LETTERS = 185;

/** The id where there is room for it, else what follows the plugin's name; nothing in a bar that is too short. */
function label(id: string, share: number): Piece {
  const whole = oneLine(id);
  // Less what its margins take.
  const room = share * LETTERS - 2;
  const text = [whole, whole.slice(whole.indexOf('/') + 1)].find((one) => one.length <= room);
  return text === undefined ? undefined : html`<text x="6" y="13">${text}</text>`;
}
