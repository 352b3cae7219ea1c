import { disarmCommands, oneLine } from '@sluice/core';
import { headlineOf } from './headline-of.ts';
import type { Told } from './told.ts';

/** What became of a run, for a terminal or a log: no line of it is a command to the runner. */
export function toldText(told: Told): string {
  const { mark, words } = headlineOf(told);
  const lines = [
    `run ${told.runId}  ${mark} ${words}`,
    ...told.failed.flatMap(({ name, log }) => {
      if (log === undefined) return [];
      if ('unreadable' in log) return [`  ${name}  ${log.unreadable}`];
      const { verdict, category, evidence } = log.triage;
      const [first] = evidence;
      return [
        `  ${name}  ${verdict} (${category})`,
        ...(first === undefined ? [] : [`    line ${first.line}  ${first.text}`]),
      ];
    }),
    ...told.trouble
      .slice(told.decision === undefined && told.outcome === undefined ? 1 : 0)
      .map((what) => `  ${what}`),
  ];
  return lines.map((line) => `${disarmCommands(safe(line))}\n`).join('');
}

/** On one line, with the columns that it begins with. */
function safe(line: string): string {
  const [indent = ''] = /^ */u.exec(line) ?? [];
  return `${indent}${oneLine(line)}`;
}
