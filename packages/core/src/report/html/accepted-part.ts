import type { Waiver } from '../../model/policy.ts';
import { acceptedLines, waiverLines } from '../run-facts.ts';
import { html, type Html } from './html.ts';
import type { PageView } from './page-view.ts';
import { section } from './section.ts';

/** What is accepted for a while: waivers with their ends, used or not, and the baseline. */
export function acceptedPart({ report }: PageView): Html | undefined {
  const { waivers } = report.policy;
  const lines = [...waiverLines(report), ...acceptedLines(report)];
  if (waivers.length === 0 && lines.length === 0) return undefined;
  return section({
    id: 'accepted',
    title: 'Accepted',
    body: [
      lines.length === 0
        ? undefined
        : html`<ul>
            ${lines.map((text) => html`<li>${text}`)}
          </ul>`,
      waivers.length === 0
        ? undefined
        : html`<div class="scroll" tabindex="0" role="region" aria-label="Table of waivers">
            <table class="list">
              <thead>
                <tr>
                  <th scope="col">Waiver
                  <th scope="col">Until
                  <th scope="col">Owner
                  <th scope="col">Reason
              </thead>
              <tbody>
                ${waivers.map((waiver) => row(waiver, report.startedAt))}
              </tbody>
            </table>
          </div>`,
    ],
  });
}

const DAY_MS = 86_400_000;
/** Said in every report from two weeks before its end. */
const SOON_DAYS = 14;

function row(waiver: Waiver, startedAt: string): Html {
  const left = Math.floor((Date.parse(`${waiver.expires}T23:59:59.999Z`) - Date.parse(startedAt)) / DAY_MS);
  const words =
    left < 0
      ? 'expired'
      : left <= SOON_DAYS
        ? left === 0
          ? 'today is its last day'
          : `${left} more ${left === 1 ? 'day' : 'days'}`
        : '';
  return html`<tr>
    <th scope="row"><code>${subjectOf(waiver)}</code>
    <td class="num">${waiver.expires}${words === '' ? undefined : html` <b class="bad">${words}</b>`}
    <td>${waiver.owner}
    <td>${waiver.reason}
   `;
}

/** As `sluice waive` takes it. */
function subjectOf({
  check,
  test,
  fingerprint,
  rule,
  path,
  vulnerability,
  package: about,
  limit,
}: Waiver): string {
  if (check !== undefined) return `check ${check}`;
  if (test !== undefined) return `test ${test}`;
  if (limit !== undefined) return `limit ${limit}`;
  if (fingerprint !== undefined) return `finding ${fingerprint.slice(0, 12)}`;
  return vulnerability === undefined ? `${rule} in ${path}` : `${vulnerability} in ${about}`;
}
