import type { Attempt, CheckResult } from '../../model/result.ts';
import { fewOf } from '../count-of.ts';
import { oneLine } from '../escape.ts';
import { formatDuration } from '../format-duration.ts';
import { measurementText } from '../result-text.ts';
import { commandLine } from './command-line.ts';
import { html, type Html, type Piece } from './html.ts';
import { logPart } from './log-part.ts';
import type { PageView } from './page-view.ts';
import { sizeText } from './size-text.ts';
import type { TimelineRow } from './timeline.ts';

type Fact = readonly [name: string, value: Piece];

/** All that is known of one check: facts, then each attempt with its command lines and its log, the last one first. */
export function checkBody(result: CheckResult, row: TimelineRow | undefined, view: PageView): Html {
  const facts = factsOf(result, row, view);
  return html`<dl class="pairs">
      ${facts.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    ${result.attempts.toReversed().map((attempt) => attemptPart(attempt, result, view))}`;
}

function factsOf(result: CheckResult, row: TimelineRow | undefined, { report }: PageView): readonly Fact[] {
  const { limits, metrics, tools, artifacts, scope, cache, waiver } = result;
  const planned = report.plan.checks.find(({ id }) => id === result.id);
  const facts: readonly (Fact | undefined | false)[] = [
    planned !== undefined && ['Planned', planned.reason],
    planned !== undefined && planned.needs.length > 0 && ['Needs', codes(planned.needs)],
    row !== undefined &&
      row.startMs - row.readyMs >= 50 && [
        'Waited',
        `${formatDuration(row.startMs - row.readyMs)}, ready to run`,
      ],
    cache !== undefined && [
      'Reuse',
      cache.runId === undefined ? cache.reason : `${cache.reason} (run ${cache.runId})`,
    ],
    waiver !== undefined && ['Waived', `until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`],
    scope !== undefined && ['Looked at', scopeText(scope)],
    limits.length > 0 && [
      'Limits',
      lines(limits.map((one) => `${measurementText(one)}${one.isBroken ? ', broken' : ', kept'}`)),
    ],
    Object.keys(metrics).length > 0 && ['Measured', metricsText(metrics)],
    tools.length > 0 && ['Tools', lines(tools.map(({ name, version }) => `${name} ${version}`))],
    artifacts.length > 0 && [
      'Files',
      html`<ul>
        ${artifacts.map(({ path, bytes }) => html`<li><code>${oneLine(path)}</code> ${sizeText(bytes)}</li>`)}
      </ul>`,
    ],
  ];
  return facts.filter((fact) => fact !== undefined && fact !== false);
}

const codes = (texts: readonly string[]): Html =>
  html`${texts.map((text, index) => html`${index === 0 ? undefined : ', '}<code>${oneLine(text)}</code>`)}`;

const lines = (texts: readonly string[]): Html =>
  html`<ul>
    ${texts.map((text) => html`<li>${oneLine(text)}</li>`)}
  </ul>`;

function scopeText({ unit, seen, missed, detail }: NonNullable<CheckResult['scope']>): string {
  const more = detail.length === 0 ? '' : ` (${fewOf(detail.map(oneLine), 5)})`;
  return `${seen} ${oneLine(unit)}${missed > 0 ? `, ${missed} missed` : ''}${more}`;
}

const metricsText = (metrics: CheckResult['metrics']): string =>
  Object.entries(metrics)
    .map(([name, value]) => `${oneLine(name)} ${Number(value.toFixed(2))}`)
    .join(' · ');

function attemptPart(attempt: Attempt, result: CheckResult, view: PageView): Html {
  const { number, status, durationMs, reason, retriedBecause, commands } = attempt;
  const title =
    result.attempts.length > 1
      ? html`<h3>
          Attempt ${number} <small>${status.replace('_', ' ')} after ${formatDuration(durationMs)}</small>
        </h3>`
      : undefined;
  const again =
    retriedBecause === undefined ? undefined : html`<p>Tried again: ${oneLine(retriedBecause)}</p>`;
  return html`<div class="attempt">
    ${title}${reason === undefined ? undefined : html`<p><span class="text">${reason}</span></p>`}${again}${logPart(attempt, view)}${
      commands.length === 0
        ? undefined
        : html`<details>
            <summary>Command lines: ${commands.length}</summary>
            ${commands.map(command)}
          </details>`
    }
  </div>`;
}

function command({ line, cwd, exitCode, signal, timedOut, durationMs }: Attempt['commands'][number]): Html {
  const end = timedOut
    ? 'timed out'
    : exitCode === null
      ? `ended by ${signal ?? 'a signal'}`
      : `exit ${exitCode}`;
  return html`${commandLine(line)}
    <p class="dim">${end} after ${formatDuration(durationMs)}, in <code>${oneLine(cwd)}</code></p>`;
}
