import { SEVERITIES } from '../../model/finding.ts';
import { quoteWord } from '../../exec/command-line.ts';
import { countOf } from '../count-of.ts';
import { oneLine } from '../escape.ts';
import { findingRow } from './finding-row.ts';
import { html, type Html, type Piece } from './html.ts';
import type { PageView } from './page-view.ts';
import { section } from './section.ts';
import type { ShownFinding } from './shown-findings.ts';
import { withoutResult } from './without-result.ts';

/** Findings of one piece: what is out of sight is not laid out, and a list in pieces is skipped in pieces. */
const PIECE = 100;
const MOST_CHOICES = 200;

/** Every finding, filtered and grouped where scripts run. */
export function findingsPart(view: PageView): Html {
  const { shown, total, counting } = view.findings;
  const title = 'Findings';
  if (total === 0)
    return section({ id: 'findings', title, note: 'none', body: html`<p>${noneText(view)}</p>` });
  const left = total - shown.length;
  const aside = total - counting;
  const note = `${total}${aside > 0 ? `, ${aside} of them waived or accepted` : ''}`;
  return section({
    id: 'findings',
    title,
    note,
    body: [
      left > 0
        ? html`<p class="notice">
            The ${shown.length} that matter most are here. ${left} more are in <code>report.json</code> of the
            run folder, or by
            <code>sluice report --from ${quoteWord(oneLine(view.report.runId))} --json</code>.
          </p>`
        : undefined,
      tools(shown),
      html`<div id="finding-list">${pieces(shown)}</div>`,
    ],
  });
}

/** Nothing found by many is something else than nothing looked at. */
function noneText({ report }: PageView): string {
  const ended = report.results.filter(
    ({ conclusion }) => conclusion === 'success' || conclusion === 'failure',
  );
  if (ended.length === 0)
    return 'No check came to an end, so nothing was looked for: this is no clean result.';
  const torn = report.results.filter(
    ({ conclusion }) => !['success', 'failure', 'skipped'].includes(conclusion),
  );
  const not = torn.length + withoutResult(report).length;
  const but = not === 0 ? '' : ` ${countOf(not, 'check')} did not come to an end and may have missed some.`;
  return `${countOf(ended.length, 'check')} reported none.${but}`;
}

function pieces(shown: readonly ShownFinding[]): Html {
  const starts = Array.from({ length: Math.ceil(shown.length / PIECE) }, (_, index) => index * PIECE);
  const lists = starts.map((start) => {
    const rows = shown.slice(start, start + PIECE).map(findingRow);
    return html`<ul class="findings${rows.length < PIECE ? '' : ' long'}">
      ${rows}
    </ul> `;
  });
  return html`${lists}`;
}

/** Hidden until the script that makes it work has begun. */
function tools(shown: readonly ShownFinding[]): Html {
  const of = (value: (one: ShownFinding) => string): readonly Choice[] => choicesOf(shown.map(value));
  const severities = of(({ finding }) => finding.severity);
  const bySeverity = SEVERITIES.flatMap((severity) => severities.filter(([name]) => name === severity));
  return html`<form id="finding-tools" class="tools" role="search" aria-label="Findings" hidden>
    <label
      >Search
      <input type="search" name="text" placeholder='words, "a phrase"' autocomplete="off" spellcheck="false"
    /></label>
    ${select('severity', 'Severity', bySeverity)}${select('state', 'State', of(stateOf))}${select(
      'tool',
      'Tool',
      of(({ finding }) => finding.tool),
    )}${select(
      'rule',
      'Rule',
      of(({ finding }) => finding.ruleId),
    )}${select(
      'check',
      'Check',
      of(({ checkId }) => checkId),
    )}
    <label
      >Group by
      <select name="group">
        <option value="">nothing</option>
        ${['file', 'rule', 'tool', 'severity', 'state', 'check'].map((name) => html`<option>${name}</option>`)}
      </select></label
    >
    <button type="reset">Clear</button>
    <output name="said" aria-live="polite">${countOf(shown.length, 'finding')}</output>
  </form> `;
}

type Choice = readonly [name: string, count: number];

/** In the words that the script finds in a row. */
function stateOf({ finding }: ShownFinding): string {
  return finding.suppression === undefined ? (finding.state ?? 'counts') : 'does not count';
}

function choicesOf(values: readonly string[]): readonly Choice[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1]);
}

/** One choice is no choice. */
function select(name: string, title: string, choices: readonly Choice[]): Piece {
  if (choices.length < 2) return undefined;
  return html`<label
    >${title}
    <select name="${name}">
      <option value="">all</option>
      ${choices.slice(0, MOST_CHOICES).map(([value, count]) => html`<option value="${value}">${value} (${count})</option>`)}
    </select></label
  > `;
}
