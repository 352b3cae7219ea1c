import type { RunReport } from '../model/report.ts';
import type { CheckResult } from '../model/result.ts';
import { codeBlock, codeSpan } from './escape.ts';
import { formatDuration } from './format-duration.ts';
import { waiveOffer } from './helps.ts';
import type { Block } from './markdown-blocks.ts';
import { cell, row, short } from './markdown-cell.ts';
import { reasonsOf } from './reasons.ts';
import { markOf, resultText } from './result-text.ts';
import { runFacts } from './run-facts.ts';
import type { ViewOptions } from './view-options.ts';

/** All checks, folded away. */
export function checkBlocks(report: RunReport): readonly Block[] {
  if (report.results.length === 0) return [];
  const { skipped } = runFacts(report);
  const passed = report.results.filter(({ conclusion }) => conclusion === 'success').length;
  const other = report.results.length - passed - skipped.length;
  const counts = [
    `${passed} passed`,
    ...(other > 0 ? [`${other} did not`] : []),
    ...(skipped.length > 0 ? [`${skipped.length} not run`] : []),
  ];
  return [
    {
      start: [
        `<details><summary>All checks: ${counts.join(', ')}</summary>`,
        '',
        '| | check | level | version | time | |',
        '|---|---|---|---|---|---|',
      ],
      lines: report.results.map(checkRow),
      end: '\n</details>\n',
      what: 'checks',
    },
  ];
}

function checkRow(result: CheckResult): string {
  const time =
    result.conclusion === 'skipped'
      ? ''
      : result.cached === true
        ? 'cached'
        : formatDuration(result.durationMs);
  return `| ${row(markOf(result), codeSpan(short(result.id)), result.level, cell(result.tools[0]?.version ?? '', 40), time, cell(resultText(result)))} |`;
}

/** What to paste, folded away. */
export function commandBlocks(report: RunReport, options: ViewOptions): readonly Block[] {
  const reasons = reasonsOf(report, 'block', options);
  const offer = report.end === 'completed' ? waiveOffer(report, options) : undefined;
  const commands = [
    ...new Set(
      reasons.flatMap(({ helps }) => helps.filter(({ isCommand }) => isCommand).map(({ text }) => text)),
    ),
    ...(offer === undefined ? [] : [`# cannot wait? shown in every report:`, offer]),
  ];
  if (commands.length === 0 || report.end !== 'completed') return [];
  // One block, kept or left out whole: half a fence would swallow what follows.
  const block = [
    '<details><summary>Run it yourself</summary>',
    '',
    codeBlock(commands),
    '',
    '</details>',
    '',
  ].join('\n');
  return [{ lines: [block], what: 'command lines' }];
}
