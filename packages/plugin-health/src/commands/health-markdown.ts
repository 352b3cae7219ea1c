import { escapeMarkdown } from '@sluice/core';
import type { HealthDocument } from '../figures/health-document.ts';
import { facts, headline } from './facts.ts';
import { counted, duration, moment, percent, percentRange } from './words.ts';

const SHOWN_WORKFLOWS = 100;
const MOST_NAME = 100;

/** How each figure is defined, for whoever reads the page without the docs. */
const DEFINITIONS = [
  'Decided: the last attempt ended in success, failure, timed_out or startup_failure. Cancelled, skipped, neutral and stale runs, and those that wait for an approval, are no part of a rate.',
  'Interval: Wilson, 95 %. An arrow stands only where the 95 % interval of the difference (Newcombe for rates) excludes zero.',
  'First attempt: a run that was run again, and whose first attempt is not in the data, counts as failed at first.',
  'Durations: from the start of the last attempt to its end, decided runs; p50 and p95 by nearest rank.',
  'Time to green: on the default branch, from the end of the first failure of a workflow to the end of its next pass.',
  'Flaky: one workflow passed and failed on one commit within 14 days. Without a second run nothing shows.',
];

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
    '## Definitions',
    '',
    ...DEFINITIONS.map((line) => `- ${line}`),
  ].join('\n')}\n`;
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
