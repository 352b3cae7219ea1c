import type { Finding } from '../../model/finding.ts';
import { oneLine } from '../escape.ts';
import { placeOf } from '../evidence.ts';
import { html, type Html, type Piece } from './html.ts';
import { shortened } from './shortened.ts';
import type { ShownFinding } from './shown-findings.ts';
import { webAddress } from './web-address.ts';

const LINE = 300;
const TEXT = 4000;
const MOST_ITEMS = 20;

/**
 * One finding on a line, and what else is known of it folded below. The script reads severity, rule and place from the elements
 * with the classes `s`, `r` and `p`, and the tool from `data-tool` where the rule does not begin with it.
 */
export function findingRow({ finding, checkId, isCounting }: ShownFinding): Html {
  const { ruleId, tool, severity, state } = finding;
  const line = oneLine(finding.message);
  const apart =
    ruleId.startsWith(`${tool}/`) && !tool.includes('/') ? undefined : html` data-tool="${oneLine(tool)}"`;
  const mark = state === undefined ? undefined : html` <b class="${state}">${state}</b>`;
  return html`<li
    class="${severity}${isCounting ? '' : ' off'}${finding.suppression === undefined ? '' : ' waived'}"
    ${apart}
  >
    <span class="s">${severity}</span> <code class="r">${oneLine(ruleId)}</code>
    <code class="p">${placeOf(finding)}</code>
    ${message(finding, html`${shortened(line, LINE)}${mark} <small>${oneLine(checkId)}</small>`, line)}
   `;
}

type Fact = readonly [name: string, value: Piece];

/** The message, which opens where more is known than it says. */
function message(finding: Finding, words: Html, line: string): Html {
  const facts = factsOf(finding);
  const isCut = line.length > LINE || finding.message.trim().includes('\n');
  if (facts.length === 0 && !isCut) return html`<span class="m">${words}</span>`;
  return html`<details class="m">
    <summary>${words}</summary>
    ${isCut ? html`<p><span class="text">${shortened(finding.message, TEXT)}</span></p>` : undefined}${
      facts.length === 0
        ? undefined
        : html`<dl class="pairs">
            ${facts.map(
              ([name, value]) =>
                html`<dt>${name}</dt>
                  <dd>${value}</dd>`,
            )}
          </dl>`
    }
  </details>`;
}

function factsOf(finding: Finding): readonly Fact[] {
  const {
    region,
    scope,
    package: about,
    cwe,
    aliases,
    steps,
    locations,
    mergedFrom,
    suppression,
    helpUrl,
  } = finding;
  const others = locations?.slice(1).map((location) => placeOf({ ...finding, location })) ?? [];
  const tools = [...new Set(mergedFrom?.map((one) => one.tool) ?? [])];
  const facts: readonly (Fact | undefined | false)[] = [
    suppression !== undefined && ['Does not count', suppressionText(suppression)],
    finding.kind === 'test' && region !== undefined && ['Test', html`<code>${oneLine(region)}</code>`],
    scope !== undefined && ['Within', html`<code>${oneLine(scope)}</code>`],
    about !== undefined && [
      'Package',
      `${about.name} ${about.version}${about.fixedVersions.length === 0 ? ', no fixed version known' : `, fixed in ${about.fixedVersions.join(', ')}`}`,
    ],
    (cwe?.length ?? 0) > 0 && ['CWE', list(cwe)],
    (aliases?.length ?? 0) > 0 && ['Also known as', list(aliases)],
    tools.length > 1 && ['Reported by', list(tools)],
    others.length > 0 && ['Also at', list(others)],
    (steps?.length ?? 0) > 0 && ['How severe', list(steps)],
    finding.fixable === true && ['Fix', 'the tool itself can repair it'],
    ...helpFact(helpUrl),
  ];
  return facts.filter((fact) => fact !== undefined && fact !== false);
}

function suppressionText({ kind, reason, owner, expires }: NonNullable<Finding['suppression']>): string {
  const words =
    { waiver: 'waived', 'in-source': 'marked in the source', vex: 'not affected, by a VEX statement' }[
      kind
    ] ?? kind;
  return oneLine(
    `${words}${expires === undefined ? '' : ` until ${expires}`}${owner === undefined ? '' : ` by ${owner}`}: ${reason}`,
  );
}

function list(texts: readonly string[] = []): string {
  const shown = texts.slice(0, MOST_ITEMS).map((text) => oneLine(text));
  return `${shown.join(', ')}${texts.length > MOST_ITEMS ? ` and ${texts.length - MOST_ITEMS} more` : ''}`;
}

/** The link says where it leads: the address is of a tool, or of who wrote the report that it read. */
function helpFact(helpUrl: string | undefined): readonly Fact[] {
  const url = webAddress(helpUrl);
  return url === undefined
    ? []
    : [
        [
          'Help',
          html`<a href="${url.href}" rel="noopener noreferrer"
            >${shortened(`${url.host}${url.pathname}`, 100)}</a
          >`,
        ],
      ];
}
