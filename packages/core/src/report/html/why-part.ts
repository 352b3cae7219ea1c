import { waiveOffer, type Help } from '../helps.ts';
import { evidenceOf } from '../evidence.ts';
import { oneLine } from '../escape.ts';
import { fewOf } from '../count-of.ts';
import { reasonsOf, type Reason } from '../reasons.ts';
import type { LogPlace } from '../triage-of.ts';
import type { Objection } from '../../model/verdict.ts';
import { commandLine } from './command-line.ts';
import { html, type Html, type Piece } from './html.ts';
import type { PageView } from './page-view.ts';
import { section } from './section.ts';

/** Why the verdict is what it is, what would flip it, and what only warns. */
export function whyPart(view: PageView): Html | undefined {
  const { report, options } = view;
  if (report.end === 'problems' || report.end === 'crashed') return undefined;
  const blocks = reasonsOf(report, 'block', options);
  const warnings = reasonsOf(report, 'warn', options).filter(({ subject }) => subject !== 'policy-weakened');
  const notes = report.verdict.objections.filter(({ level }) => level === 'note');
  const parts = [
    reasonList(blocks, view),
    flipBox(view),
    warningList(warnings, blocks.length > 0, view),
    noteList(notes),
  ];
  if (parts.every((part) => part === undefined)) return undefined;
  return section({
    id: 'why',
    title: titleOf(report, { blocks: blocks.length, warnings: warnings.length }),
    body: parts,
  });
}

function titleOf(
  { verdict }: PageView['report'],
  { blocks, warnings }: { readonly blocks: number; readonly warnings: number },
): string {
  if (blocks > 0) return verdict.enforcedFrom === undefined ? 'Why it blocks' : 'Why it would block';
  return warnings > 0 ? 'Warnings' : 'Remarks';
}

function reasonList(reasons: readonly Reason[], view: PageView): Piece {
  if (reasons.length === 0) return undefined;
  return html`<ol class="reasons">
    ${reasons.map((reason) => reasonItem(reason, view))}
  </ol>`;
}

function reasonItem(reason: Reason, view: PageView): Html {
  const { subject, message, evidence, more, triage, helps, behind } = reason;
  return html`<li>
    <h3>${subjectLink(subject, view)} <span>${message}</span></h3>
    ${
      evidence.length === 0
        ? undefined
        : html`<ul class="evidence">
            ${evidence.map(({ where, what }) => html`<li>${where === '' ? undefined : html`<code class="place">${where}</code> `}<span>${what}</span></li>`)}
          </ul>`
    }${moreOf(reason, more, view)}${
      triage === undefined
        ? undefined
        : html`<p>${triageText(triage.text, reason, view)}</p>
            ${triage.lines.map((line) => logLine(line, view))}`
    }${behind.length === 0 ? undefined : html`<p>Not run because of it: ${fewOf(behind.map(oneLine), 12)}.</p>`}${helps.map((help) => helpLine(help, view))}
  </li> `;
}

/** The rest of what counts, as far as the explanation has it. */
function moreOf({ subject }: Reason, more: number, { options }: PageView): Piece {
  if (more === 0) return undefined;
  const block = options.explanation?.blocks?.find(
    ({ objection }) => oneLine(objection.checkId ?? objection.rule) === subject,
  );
  if (block === undefined || block.evidence.length <= 3)
    return html`<p class="dim">and ${more} more, among the ${findingsLink(subject)}</p>`;
  const rest = evidenceOf(block.evidence, block.evidence.length).evidence.slice(3);
  const hidden = more - rest.length;
  return html`<details>
    <summary>and ${more} more</summary>
    <ul class="evidence">
      ${rest.map(({ where, what }) => html`<li><code class="place">${where}</code> <span>${what}</span></li>`)}
    </ul>
    ${hidden > 0 ? html`<p class="dim">and ${hidden} more, among the ${findingsLink(subject)}</p>` : undefined}
  </details>`;
}

/** Where scripts run, it leaves only the findings of that check. */
const findingsLink = (subject: string): Html =>
  html`<a href="#findings" data-check="${subject}">findings</a>`;

function subjectLink(subject: string, { anchors }: PageView): Html {
  const anchor = anchors.ofCheck(subject);
  return anchor === undefined
    ? html`<code>${subject}</code>`
    : html`<a href="#${encodeURIComponent(anchor)}"><code>${subject}</code></a>`;
}

function logLine({ log, line, text }: LogPlace, { anchors }: PageView): Html {
  const anchor = anchors.ofLog(log);
  const place = `${log}:${line}`;
  return html`<p class="logline">
    <code class="place"
      >${anchor === undefined ? place : html`<a href="#${anchor}-${line}">${place}</a>`}</code
    >
    <code>${text}</code>
  </p>`;
}

/** With a link to the line that triage went by, where the findings say it better than the line does. */
function triageText(text: string, { subject, triage }: Reason, { report, anchors }: PageView): Piece {
  const entry = report.triage?.find(({ id }) => oneLine(id) === subject);
  const [first] = entry?.evidence ?? [];
  const anchor = entry === undefined ? undefined : anchors.ofLog(entry.log);
  if (first === undefined || anchor === undefined || (triage?.lines.length ?? 0) > 0)
    return `${capital(text)}.`;
  const words = capital(text).replace(/ \(log line \d+\)$/u, '');
  return html`${words} (<a href="#${anchor}-${first.line}">log line ${first.line}</a>).`;
}

const LABELS: Readonly<Record<Help['label'], string>> = {
  fix: 'Fix it',
  again: 'Run it again',
  log: 'Log',
  lock: 'Write the lock',
  do: 'Do',
};

function helpLine({ label, text, isCommand }: Help, { anchors }: PageView): Html {
  if (isCommand) return html`<div class="help"><span>${LABELS[label]}</span>${commandLine(text)}</div>`;
  const anchor = label === 'log' ? anchors.ofLog(text) : undefined;
  return html`<div class="help">
    <span>${LABELS[label]}</span>
    <p>${anchor === undefined ? text : html`<a href="#${anchor}"><code>${text}</code></a>`}</p>
  </div>`;
}

/** Only what was applied and decided again is promised. */
function flipBox({ report, options }: PageView): Piece {
  const { flips = [], checked = false } = options.explanation ?? {};
  const offer = report.end === 'completed' ? waiveOffer(report, options) : undefined;
  if (flips.length === 0 && offer === undefined) return undefined;
  const promise = checked
    ? html`Flips to PASS <small>checked: these were applied and the verdict decided again</small>`
    : html`Would help <small>though not checked to be enough</small>`;
  return html`<div class="flip">
    ${
      flips.length === 0
        ? undefined
        : html`<h3>${promise}</h3>
            <ul>
              ${flips.map((flip) => html`<li>${oneLine(flip)}</li>`)}
            </ul>`
    }${
      offer === undefined
        ? undefined
        : html`<details>
            <summary>Cannot wait? A waiver has an end, and every report shows it</summary>
            ${commandLine(offer)}
          </details>`
    }
  </div>`;
}

function warningList(warnings: readonly Reason[], isBelow: boolean, view: PageView): Piece {
  if (warnings.length === 0) return undefined;
  return html`${isBelow ? html`<h3 class="kind">Warnings</h3>` : undefined}
    <ul class="reasons">
      ${warnings.map((reason) => reasonItem(reason, view))}
    </ul>`;
}

function noteList(notes: readonly Objection[]): Piece {
  if (notes.length === 0) return undefined;
  return html`<details class="kind">
    <summary>Remarks of the gate that decide nothing: ${notes.length}</summary>
    <ul>
      ${notes.map(({ message }) => html`<li>${oneLine(message)}</li>`)}
    </ul>
  </details>`;
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
