import { createHash } from 'node:crypto';
import type { RunReport } from '../../model/report.ts';
import { oneLine } from '../escape.ts';
import type { ViewOptions } from '../view-options.ts';
import { acceptedPart } from './accepted-part.ts';
import { anchorsOf } from './anchors.ts';
import { checksPart } from './checks-part.ts';
import { findingsPart } from './findings-part.ts';
import { html, markup, type Html } from './html.ts';
import type { ShownLog } from './log-excerpt.ts';
import { measuresPart } from './measures-part.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';
import type { PageView } from './page-view.ts';
import { planPart } from './plan-part.ts';
import { problemsPart } from './problems-part.ts';
import { reusePart } from './reuse-part.ts';
import { runPart } from './run-part.ts';
import { shownFindings } from './shown-findings.ts';
import { stabilityPart } from './stability-part.ts';
import { timePart } from './time-part.ts';
import { timelineOf } from './timeline.ts';
import { verdictPart } from './verdict-part.ts';
import { verdictWords } from './verdict-words.ts';
import { whyPart } from './why-part.ts';

/** The parts of the page in their order, each with its name in the list of contents. */
const PARTS: readonly (readonly [id: string, name: string, draw: (view: PageView) => Html | undefined])[] = [
  ['problems', 'Problems', problemsPart],
  ['why', 'Why', whyPart],
  ['time', 'Time', timePart],
  ['checks', 'Checks and logs', checksPart],
  ['findings', 'Findings', findingsPart],
  ['measures', 'Coverage and limits', measuresPart],
  ['flaky', 'Flaky', stabilityPart],
  ['reuse', 'Reused', reusePart],
  ['accepted', 'Accepted', acceptedPart],
  ['plan', 'Plan', planPart],
  ['run', 'Run', runPart],
];

/**
 * A run as one page that asks for nothing else. All of it can be read without a script; the script only filters, searches
 * and copies. Its policy lets in its own style and its own script by their digests and nothing besides, so that a text
 * which got through as markup would still do nothing. `logs`: what is known of them, by their path in the report.
 */
export function htmlReport(
  report: RunReport,
  options: ViewOptions = {},
  logs: ReadonlyMap<string, ShownLog> = new Map(),
): string {
  const view: PageView = {
    report,
    options,
    logs,
    anchors: anchorsOf(report),
    timeline: timelineOf(report),
    findings: shownFindings(report),
  };
  const parts = PARTS.map(([id, name, draw]) => ({ id, name, part: draw(view) })).filter(
    ({ part }) => part !== undefined,
  );
  const links = parts.map(({ id, name }) => html`<a href="#${id}">${name}</a> `);
  const body = html`<a class="skip" href="#findings">Skip to the findings</a>
    <main>
      ${verdictPart(view)}
      <nav aria-label="Contents">${links}</nav>
      ${parts.map(({ part }) => part)}
    </main>`;
  return `${head(report)}<body>
${markup(body)}
<script>${PAGE_SCRIPT}</script>
</body></html>
`;
}

function head(report: RunReport): string {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${digest(PAGE_STYLE)}'`,
    `script-src 'sha256-${digest(PAGE_SCRIPT)}'`,
    // The empty icon below: without one a browser asks for /favicon.ico.
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${markup(titleOf(report))}</title>
<style>${PAGE_STYLE}</style></head>
`;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64');

/** The verdict first: it is what is left of a title in a row of tabs. */
function titleOf(report: RunReport): Html {
  const { word, rest } = verdictWords(report);
  const { commit } = report;
  const where =
    commit === undefined ? '' : ` · ${oneLine(`${commit.branch ?? ''} ${commit.sha.slice(0, 7)}`)}`;
  return html`${word}${rest === '' ? '' : ` ${rest}`}${where} · Sluice`;
}
