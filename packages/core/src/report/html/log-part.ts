import type { Attempt } from '../../model/result.ts';
import type { TriageEntry } from '../../model/report.ts';
import { countOf } from '../count-of.ts';
import { oneLine } from '../escape.ts';
import { html, type Html, type Piece } from './html.ts';
import type { LogExcerpt, LogPart } from './log-excerpt.ts';
import type { PageView } from './page-view.ts';
import { sizeText } from './size-text.ts';

/** What triage saw in a line. */
type Evidence = TriageEntry['evidence'][number];

/** The log of an attempt, folded, with the lines marked that triage went by; or where it is, when it is not here. */
export function logPart({ log }: Attempt, view: PageView): Html {
  const anchor = view.anchors.ofLog(log);
  const entries = view.report.triage?.filter((entry) => entry.log === log) ?? [];
  const evidence = new Map(entries.flatMap((entry) => entry.evidence).map((one) => [one.line, one]));
  const why = entries.map(
    ({ verdict, why: cause, advice }) =>
      html`<p>Triage: ${verdict}, ${oneLine(cause)}; ${oneLine(advice)}.</p>`,
  );
  const shown = view.logs.get(log);
  if (shown === undefined || 'missing' in shown) {
    const missing = shown?.missing ?? 'not in this page, which was drawn from the report alone';
    // Triage took its lines along, so that they are not lost with the log.
    return html`${why}
      <p class="dim" id="${anchor}">Log <code>${oneLine(log)}</code>: ${missing}.</p>
      ${[...evidence.values()].map(({ line, text }) => html`<p class="logline" id="${anchor}-${line}"><code class="place">line ${line}</code> <code>${oneLine(text)}</code></p>`)}`;
  }
  if (shown.lines === 0)
    return html`${why}
      <p class="dim" id="${anchor}">Log <code>${oneLine(log)}</code>: empty.</p>`;
  return html`${why}
    <details class="logs" id="${anchor}" ${evidence.size > 0 ? html` open` : undefined}>
      <summary>
        Log <code>${oneLine(log)}</code>
        <small
          >${countOf(shown.lines, 'line')},
          ${sizeText(shown.bytes)}${evidence.size > 0 ? `, ${evidence.size} marked` : ''}</small
        >
      </summary>
      ${body(shown, { log, anchor, evidence })}
    </details>`;
}

interface BodyInput {
  readonly log: string;
  readonly anchor: string | undefined;
  readonly evidence: ReadonlyMap<number, Evidence>;
}

function body({ parts, lines }: LogExcerpt, input: BodyInput): Html {
  let next = 1;
  const pieces: Piece[] = [];
  for (const part of parts) {
    pieces.push(gap(part.from - next, input.log), partList(part, input));
    next = part.from + part.lines.length;
  }
  return html`${pieces}${gap(lines + 1 - next, input.log)}`;
}

function gap(left: number, log: string): Piece {
  return left > 0
    ? html`<p class="gap">
        ${countOf(left, 'line')} left out; all are in <code>${oneLine(log)}</code> of the run folder
      </p>`
    : undefined;
}

/** A list numbers its lines by itself, and whoever copies lines gets no numbers. */
function partList({ from, lines }: LogPart, { anchor, evidence }: BodyInput): Html {
  return html`<ol class="log" start="${from}">
    ${lines.map((text, index) => {
      const found = evidence.get(from + index);
      return found === undefined
        ? html`<li>${text} `
        : html`<li class="hit" id="${anchor}-${from + index}">
            <mark>${text}</mark> <small>${oneLine(found.rule)}</small>
           `;
    })}
  </ol>`;
}
