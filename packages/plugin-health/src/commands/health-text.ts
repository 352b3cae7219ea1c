import { disarmCommands, oneLine } from '@sluice/core';
import type { HealthDocument, WorkflowHealth } from '../figures/health-document.ts';
import { facts, headline } from './facts.ts';
import { counted, duration, moment, percent } from './words.ts';

const SHOWN_WORKFLOWS = 20;
const MOST_NAME = 40;

/** The figures for a terminal. Names of workflows and branches are of any origin: one line each, without controls. */
export function healthText(health: HealthDocument): string {
  const { window, figures, workflows } = health;
  const { data } = figures;
  const branch = window.branch === null ? 'every branch' : `branch ${oneLine(window.branch)}`;
  const rows = facts(health);
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = [
    `CI health · ${oneLine(data.source)} · ${branch} · ${moment(window.from)} to ${moment(window.to)}`,
    '',
    headline(health),
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    ...workflowLines(workflows),
    ...partialLines(data.missing),
    ...(data.attempts === 0 ? ['', EMPTY] : []),
  ];
  return `${lines.map((line) => disarmCommands(line)).join('\n')}\n`;
}

const EMPTY =
  'There is no run. Record one by `sluice run`, or give GitHub’s: gh api --paginate repos/OWNER/REPO/actions/runs > runs.json';

function workflowLines(workflows: readonly WorkflowHealth[]): readonly string[] {
  if (workflows.length < 2) return [];
  const shown = workflows.slice(0, SHOWN_WORKFLOWS);
  const names = shown.map(({ name }) => shortName(name));
  const width = Math.max(...names.map(({ length }) => length));
  const more = workflows.length - shown.length;
  return [
    '',
    ...shown.map(({ figures, status }, index) => {
      const { rate, decided, p50Ms } = figures;
      const words = `${percent(rate)} of ${counted(decided, 'decided run')}, p50 ${duration(p50Ms)}`;
      return `  ${(names[index] ?? '').padEnd(width)}  ${status === 'alert' ? '✗' : status === 'good' ? '✓' : '·'} ${words}`;
    }),
    ...(more > 0 ? [`  and ${counted(more, 'more workflow')}; --json has all`] : []),
  ];
}

function shortName(name: string): string {
  const characters = [...oneLine(name)];
  return characters.length > MOST_NAME
    ? `${characters.slice(0, MOST_NAME - 1).join('')}…`
    : characters.join('');
}

function partialLines(missing: readonly string[]): readonly string[] {
  return missing.length === 0 ? [] : ['', ...missing.map((what) => `partial: ${oneLine(what)}`)];
}
