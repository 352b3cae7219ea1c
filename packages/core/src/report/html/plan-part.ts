import type { PlannedCheck } from '../../model/plan.ts';
import { countOf } from '../count-of.ts';
import { oneLine } from '../escape.ts';
import { html, type Html, type Piece } from './html.ts';
import type { PageView } from './page-view.ts';
import { section } from './section.ts';

const MOST_CHECKS = 1000;
const MOST_GLOBS = 40;

/** Why each check was to run or not, with the proof where it was not. */
export function planPart({ report: { plan, changes } }: PageView): Html | undefined {
  if (plan.checks.length === 0) return undefined;
  const skipped = plan.checks.filter(({ decision }) => decision === 'skip');
  const runs = plan.checks.filter(({ decision }) => decision === 'run');
  return section({
    id: 'plan',
    title: 'The plan and its reasons',
    note: html`${countOf(runs.length, 'check')} to run, ${skipped.length} not`,
    body: [
      html`<p>Compared with: ${oneLine(changes.reason)}. Plan <code>${plan.hash}</code>.</p>`,
      skipped.length === 0
        ? undefined
        : html`<h3>Not run, by the plan</h3>
            ${planTable(skipped, 'Checks that were not run, by the plan')}`,
      runs.length === 0
        ? undefined
        : html`<details>
            <summary>To run: ${countOf(runs.length, 'check')}, in this order</summary>
            ${planTable(runs, 'Checks to run')}
          </details>`,
    ],
  });
}

function planTable(checks: readonly PlannedCheck[], label: string): Html {
  const left = checks.length - MOST_CHECKS;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">Check
            <th scope="col">Level
            <th scope="col">Decision
            <th scope="col">Why
        </thead>
        <tbody>
          ${checks.slice(0, MOST_CHECKS).map(row)}
        </tbody>
      </table>
    </div>
    ${left > 0 ? html`<p class="dim">and ${left} more, in plan.json of the run folder</p>` : undefined}`;
}

function row({
  id,
  level,
  levelFrom,
  decision,
  reasonCode,
  reason,
  needs,
  inputs,
  proof,
}: PlannedCheck): Html {
  const globs = proof?.inputs ?? inputs ?? [];
  return html`<tr>
    <th scope="row"><code>${oneLine(id)}</code>
    <td>${level} <small>${oneLine(levelFrom)}</small>
    <td>${decision === 'run' ? 'run' : 'skip'} <code>${oneLine(reasonCode)}</code>
    <td>
      ${oneLine(reason)}${proofText(proof)}${needs.length === 0 ? undefined : html` <small>needs ${needs.map((need) => oneLine(need)).join(', ')}</small>`}${globs.length === 0 ? undefined : globList(globs)}
   `;
}

function proofText(proof: PlannedCheck['proof']): Piece {
  if (proof === undefined) return undefined;
  const base = proof.base === undefined ? '' : ` since ${oneLine(proof.base.slice(0, 12))}`;
  return html` <small
    >proof: ${countOf(proof.files, 'changed file')}${base} held against
    ${countOf(proof.inputs.length, 'glob')}, none matched</small
  >`;
}

function globList(globs: readonly string[]): Html {
  const more = globs.length - MOST_GLOBS;
  return html`<details>
    <summary>inputs: ${globs.length}</summary>
    <p>
      ${globs.slice(0, MOST_GLOBS).map((glob) => html`<code>${oneLine(glob)}</code> `)}${more > 0 ? `and ${more} more` : ''}
    </p>
  </details>`;
}
