import { formatDuration } from '../format-duration.ts';
import { html, type Html } from './html.ts';
import { lookOf } from './look-of.ts';
import { percent } from './percent.ts';
import type { TimelineRow } from './timeline.ts';

/** When one check waited and ran, on the span of the whole run: thin where its tools were got or it paused between attempts. */
export function rowChart(row: TimelineRow, spanMs: number): Html {
  const { result, readyMs, startMs, endMs, attempts } = row;
  const waits = startMs - readyMs;
  const bars = attempts.map(({ startMs: from, endMs: to, isRetried }) => {
    const [x, width] = [percent(from, spanMs), percent(Math.max(to - from, spanMs / 250), spanMs)];
    const hatch = isRetried
      ? html`<rect class="again" x="${x}" y="4" width="${width}" height="8" fill="url(#hatch)" />`
      : undefined;
    return html`<rect class="fill" x="${x}" y="4" width="${width}" height="8" rx="1" />${hatch}`;
  });
  return html`<svg class="row ${lookOf(result)}" height="16" role="img" aria-label="${wordsOf(row)}">
    ${waits > spanMs / 200 ? html`<line class="wait" x1="${percent(readyMs, spanMs)}" x2="${percent(startMs, spanMs)}" y1="8" y2="8" />` : undefined}
    <rect
      class="fill"
      x="${percent(startMs, spanMs)}"
      y="6"
      width="${percent(endMs - startMs, spanMs)}"
      height="4"
    />
    ${bars}
  </svg>`;
}

function wordsOf({ readyMs, startMs, endMs, attempts }: TimelineRow): string {
  const waited = startMs - readyMs < 50 ? '' : `waited ${formatDuration(startMs - readyMs)}, `;
  const tries = attempts.length > 1 ? ` in ${attempts.length} attempts` : '';
  return `${waited}ran from ${formatDuration(startMs)} to ${formatDuration(endMs)}${tries}`;
}
