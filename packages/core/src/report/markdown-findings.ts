import type { Finding } from '../model/finding.ts';
import type { RunReport } from '../model/report.ts';
import { codeSpan, oneLine } from './escape.ts';
import { placeOf } from './evidence.ts';
import type { Block } from './markdown-blocks.ts';
import { cell, row, short } from './markdown-cell.ts';
import type { ViewOptions } from './view-options.ts';

/**
 * A table of the findings that break each limit over several checks, the worst first. A check's own findings are in
 * its row already; these belong to no check alone.
 */
export function findingBlocks({ verdict }: RunReport, { explanation }: ViewOptions): readonly Block[] {
  return verdict.objections.flatMap((objection): readonly Block[] => {
    if (objection.level !== 'block' || objection.checkId !== undefined) return [];
    const found = explanation?.blocks?.find(
      (block) => block.objection.rule === objection.rule && block.objection.checkId === undefined,
    );
    if (found === undefined || found.evidence.length === 0) return [];
    const count = found.evidence.length + found.more;
    return [
      {
        start: [
          `<details><summary>${count} findings count for ${cell(objection.rule)}</summary>`,
          '',
          '| severity | what | where | fixed in | reported by |',
          '|---|---|---|---|---|',
        ],
        lines: [
          ...found.evidence.map(findingRow),
          ...(found.more > 0 ? [`| | and ${found.more} more, in report.json | | | |`] : []),
        ],
        end: '\n</details>\n',
        what: 'findings',
      },
    ];
  });
}

function findingRow(finding: Finding): string {
  const { severity, ruleId, package: found, state, tool, mergedFrom = [], location } = finding;
  const tools = mergedFrom.length === 0 ? [tool] : [...new Set(mergedFrom.map((source) => source.tool))];
  const name = oneLine(ruleId.slice(ruleId.indexOf('/') + 1));
  const subject = found === undefined ? '' : `in ${oneLine(`${found.name} ${found.version}`)}`;
  const where = location === undefined ? '' : placeOf(finding);
  return `| ${row(
    `${cell(severity)}${state === 'new' ? ', new' : ''}`,
    [codeSpan(short(name)), cell(subject)].filter((part) => part !== '').join(' '),
    codeSpan(short(where)),
    cell((found?.fixedVersions ?? []).join(', ')),
    cell(tools.join(', ')),
  )} |`;
}
