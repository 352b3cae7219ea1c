import type { RunReport } from '../model/report.ts';
import { countOf } from './count-of.ts';
import { codeSpan } from './escape.ts';
import type { Block } from './markdown-blocks.ts';
import { cell, row, short } from './markdown-cell.ts';
import { reasonsOf, type Reason } from './reasons.ts';
import type { ViewOptions } from './view-options.ts';

/** The table of what blocks and what warns: why, where, what helps. */
export function reasonBlocks(report: RunReport, options: ViewOptions): readonly Block[] {
  if (report.end === 'problems' || report.end === 'crashed') return [];
  const reasons = (['block', 'warn'] as const).flatMap((level) => reasonsOf(report, level, options));
  if (reasons.length === 0) return [];
  return [
    {
      start: ['| | check | why | where | what helps |', '|---|---|---|---|---|'],
      lines: reasons.map(reasonRow),
      end: '',
      what: 'reasons',
    },
  ];
}

function reasonRow(reason: Reason): string {
  const mark = reason.level === 'block' ? '⛔' : '🟡';
  const first = reason.evidence[0];
  const lines = reason.triage?.lines.slice(0, 1) ?? [];
  const said = first === undefined ? lines.map(({ text }) => text) : [first.what];
  const why = [reason.message, ...said].filter(
    (text, index, all) => text !== '' && all.indexOf(text) === index,
  );
  const places = [
    ...reason.evidence.map(({ where }) => where),
    ...lines.map(({ log, line }) => `${log}:${line}`),
  ].filter((where, index, all) => where !== '' && all.indexOf(where) === index);
  const behind =
    reason.behind.length === 0 ? '' : `<br>not run because of it: ${countOf(reason.behind.length, 'check')}`;
  const helps = [
    ...reason.helps.map(({ text, isCommand }) => (isCommand ? codeSpan(short(text)) : cell(text))),
    ...(reason.triage === undefined ? [] : [cell(reason.triage.text)]),
  ];
  return `| ${row(
    mark,
    codeSpan(short(reason.subject)),
    why.map((text) => cell(text)).join('<br>') + behind,
    [
      ...places.map((where) => codeSpan(short(where))),
      ...(reason.more > 0 ? [`and ${reason.more} more`] : []),
    ].join('<br>'),
    helps.join('<br>'),
  )} |`;
}
