import { duration, moment, percent, percentRange } from '../commands/words.ts';
import type { HealthDocument, WorkflowHealth } from '../figures/health-document.ts';
import type { FlakySpot } from '../figures/flaky-spots.ts';
import type { HotSpot } from '../figures/hot-spots.ts';
import { escapeHtml } from './escape-html.ts';

const SHOWN_WORKFLOWS = 50;
const STATUS = { good: '✓ good', alert: '✕ alert', 'insufficient-data': '… too few' } as const;

/** Workflows, hot spots and what is flaky, as tables. */
export function tables({ workflows, figures }: HealthDocument): string {
  const more = workflows.length - SHOWN_WORKFLOWS;
  return [
    section('Workflows', 'Last attempts of the 7 days.', [
      ['workflow', 'status', 'rate', 'interval', 'decided', 'p50', 'p95'],
      workflows.slice(0, SHOWN_WORKFLOWS).map(workflowRow),
      'No workflow ran in these 7 days.',
    ]),
    more > 0 ? `<p class="dim small">and ${more} more workflows; health.json has all</p>` : '',
    section(
      'Hot spots',
      'Jobs that failed most; values of a matrix together. The step is the one that broke them most often.',
      [
        ['job', 'failed', 'week before', 'first failing step', 'share of time', 'last failure'],
        figures.hotSpots.map(hotSpotRow),
        'The data has no jobs, so what failed in a run is not known.',
      ],
    ),
    section('Flaky', 'Passed and failed on one commit.', [
      ['what', 'commits', 'last seen'],
      figures.flaky.map(flakyRow),
      'Nothing passed and failed on one commit.',
    ]),
  ].join('');
}

type Table = readonly [head: readonly string[], rows: readonly string[], empty: string];

const NUMBERS = new Set([
  'rate',
  'interval',
  'decided',
  'p50',
  'p95',
  'failed',
  'week before',
  'share of time',
  'commits',
]);

function section(title: string, note: string, [head, rows, empty]: Table): string {
  if (rows.length === 0)
    return `<section class="card"><h2>${title}</h2><p class="empty">${empty}</p></section>`;
  return [
    `<section class="card"><h2>${title}</h2><p class="dim small">${note}</p>`,
    `<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table class="list"><thead><tr>`,
    ...head.map((name) => `<th scope="col"${NUMBERS.has(name) ? ' class="num"' : ''}>${name}</th>`),
    `</tr></thead><tbody>${rows.map((row) => `<tr>${row}</tr>`).join('')}</tbody></table></div></section>`,
  ].join('');
}

function workflowRow({ name, status, figures }: WorkflowHealth): string {
  const { rate, interval, decided, p50Ms, p95Ms } = figures;
  const numbers = [percent(rate), percentRange(interval), String(decided), duration(p50Ms), duration(p95Ms)];
  return `${head(escapeHtml(name, 80))}<td><span class="pill ${status}">${STATUS[status]}</span></td>${numbers.map(number).join('')}`;
}

function hotSpotRow(spot: HotSpot): string {
  const { workflow, job, failures, decided, failuresBefore, step, stepFailures, timeShare, lastFailure } =
    spot;
  const stepWords =
    step === null
      ? '<span class="dim">not known</span>'
      : `${escapeHtml(step, 80)} <span class="dim">×&nbsp;${stepFailures}</span>`;
  return [
    head(`${escapeHtml(job, 80)} <span class="dim small">${escapeHtml(workflow, 60)}</span>`),
    number(`${failures} of ${decided}`),
    number(String(failuresBefore)),
    `<td class="name">${failures === 0 ? '<span class="dim">none</span>' : stepWords}</td>`,
    number(percent(timeShare)),
    `<td>${lastFailure === null ? '<span class="dim">none</span>' : link(lastFailure)}</td>`,
  ].join('');
}

function flakyRow({ workflow, job, commits, last }: FlakySpot): string {
  const name =
    job === null
      ? escapeHtml(workflow, 80)
      : `${escapeHtml(job, 80)} <span class="dim small">${escapeHtml(workflow, 60)}</span>`;
  return `${head(name)}${number(String(commits))}<td>${link(last)}</td>`;
}

function link({ at, url }: { readonly at: string; readonly url: string | null }): string {
  return url === null ? moment(at) : `<a href="${escapeHtml(url, 2000)}">${moment(at)}</a>`;
}

function head(html: string): string {
  return `<th scope="row" class="name">${html}</th>`;
}

function number(text: string): string {
  return `<td class="num">${text}</td>`;
}
