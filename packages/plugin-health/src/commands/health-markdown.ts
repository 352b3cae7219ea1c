import { escapeMarkdown } from '@sluice/core';
import type { HealthDocument } from '../figures/health-document.ts';
import { DEFINITIONS } from '../page/definitions.ts';
import { facts, headline } from './facts.ts';
import { counted, duration, moment, percent, percentRange } from './words.ts';

const SHOWN_WORKFLOWS = 100;
const MOST_NAME = 100;

/** The figures as a page of markdown. Nothing that a stranger named is markup, a mention or a link in it. */
export function healthMarkdown(health: HealthDocument): string {
  const { window, figures, workflows } = health;
  const branch = window.branch === null ? 'every branch' : `branch ${name(window.branch)}`;
  const more = workflows.length - SHOWN_WORKFLOWS;
  return `${[
    '# CI health',
    '',
    `**${headline(health)}**`,
    '',
    `${branch}, ${moment(window.from)} to ${moment(window.to)}, from ${name(figures.data.source)}`,
    '',
    '| figure | |',
    '|---|---|',
    ...facts(health).map(([what, value]) => `| ${what} | ${value} |`),
    ...figures.data.missing.flatMap((what) => ['', `Partial: ${escapeMarkdown(what)}.`]),
    '',
    '## Workflows',
    '',
    '| workflow | status | rate | interval | decided | p50 | p95 |',
    '|---|---|---|---|---|---|---|',
    ...workflows.slice(0, SHOWN_WORKFLOWS).map(workflowRow),
    ...(more > 0 ? ['', `And ${counted(more, 'more workflow')}; health.json has all.`] : []),
    '',
    ...hotSpotLines(figures.hotSpots),
    ...flakyLines(figures.flaky),
    '## Definitions',
    '',
    ...DEFINITIONS.map(([what, text]) => `- **${what}**: ${text}`),
  ].join('\n')}\n`;
}

function hotSpotLines(spots: HealthDocument['figures']['hotSpots']): readonly string[] {
  if (spots.length === 0) return [];
  return [
    '## Hot spots',
    '',
    '| job | workflow | failed | week before | first failing step | share of time |',
    '|---|---|---|---|---|---|',
    ...spots.map(({ job, workflow, failures, decided, failuresBefore, step, stepFailures, timeShare }) => {
      const broke = step === null ? '' : `${name(step)} × ${stepFailures}`;
      return `| ${name(job)} | ${name(workflow)} | ${failures} of ${decided} | ${failuresBefore} | ${broke} | ${percent(timeShare)} |`;
    }),
    '',
  ];
}

function flakyLines(spots: HealthDocument['figures']['flaky']): readonly string[] {
  if (spots.length === 0) return [];
  return [
    '## Flaky',
    '',
    '| job | workflow | commits | last seen |',
    '|---|---|---|---|',
    ...spots.map(
      ({ job, workflow, commits, last }) =>
        `| ${job === null ? '' : name(job)} | ${name(workflow)} | ${commits} | ${moment(last.at)} |`,
    ),
    '',
  ];
}

function workflowRow({ name: workflow, status, figures }: HealthDocument['workflows'][number]): string {
  const { rate, interval, decided, p50Ms, p95Ms } = figures;
  const cells = [
    name(workflow),
    status,
    percent(rate),
    percentRange(interval),
    decided,
    duration(p50Ms),
    duration(p95Ms),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Cut before it is escaped, so that no entity is cut in two. */
function name(text: string): string {
  const characters = Array.from(text.slice(0, MOST_NAME * 4));
  return escapeMarkdown(
    characters.length > MOST_NAME ? `${characters.slice(0, MOST_NAME - 1).join('')}…` : characters.join(''),
  );
}
