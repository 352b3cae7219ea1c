import { disarmCommands, oneLine, type Explanation, type Finding, type ScansDecision } from '@sluice/core';
import type { ReadScan } from '../aggregate/read-scans.ts';

const SHOWN_FINDINGS = 20;

interface AggregateView {
  readonly scans: readonly ReadScan[];
  readonly decision: ScansDecision;
  /** Given when the verdict is block. */
  readonly explanation?: Pick<Explanation, 'blocks' | 'flip'>;
}

/** The verdict for people: what was read, the counts, then each reason with its findings and the smallest fix. */
export function aggregateText({ scans, decision, explanation }: AggregateView): string {
  const lines = [
    ...scans.map((scan) => scanLine(scan, scans)),
    '',
    countsLine(decision),
    ...mergedLine(decision.findings, scans),
    '',
    ...(explanation === undefined ? passLines(decision) : blockLines(explanation)),
  ];
  return `${lines
    .map((line) => disarmCommands(line))
    .join('\n')
    .trimEnd()}\n`;
}

function scanLine(scan: ReadScan, all: readonly ReadScan[]): string {
  const { tool, file, read, status, reason, scope } = scan;
  const width = (texts: readonly string[]): number =>
    Math.min(48, Math.max(...texts.map(({ length }) => length)));
  const name = tool.padEnd(width(all.map((one) => one.tool)));
  const path = oneLine(file).padEnd(width(all.map((one) => oneLine(one.file))));
  const mark = status === 'complete' ? '✓' : '✗';
  const what = status === 'complete' ? seenWords(scan) : `${status}: ${oneLine(reason ?? '')}`;
  const accepted = status === 'complete' ? scope.detail.map((text) => oneLine(text)) : [];
  return `  ${mark} ${name}  ${path}  ${[`${read} read`, what, ...accepted].filter(Boolean).join(', ')}`;
}

function seenWords({ scope }: ReadScan): string {
  return scope.unit === 'records' || scope.unit === 'statements' ? '' : counted(scope.seen, scope.unit);
}

/** `1 file`, `2 files`, `3 dependencies`. */
function counted(count: number, unit: string): string {
  if (count !== 1) return `${count} ${unit}`;
  return `1 ${unit.replace(/ies$/u, 'y').replace(/s$/u, '')}`;
}

function countsLine({ findings, counts }: ScansDecision): string {
  const parts = Object.entries(counts).flatMap(([severity, count]) =>
    count > 0 ? [`${count} ${severity}`] : [],
  );
  const suppressed = findings.filter(({ suppression }) => suppression !== undefined).length;
  const rest = suppressed === 0 ? '' : `, and ${suppressed} suppressed or waived`;
  return `${parts.length === 0 ? 'no finding counts' : parts.join(', ')}${rest}`;
}

function mergedLine(findings: readonly Finding[], scans: readonly ReadScan[]): readonly string[] {
  const before = scans.reduce((sum, scan) => sum + scan.findings.length, 0);
  const merged = before - findings.length;
  return merged > 0
    ? [`${before} findings are ${findings.length} problems: ${merged} were reported more than once`]
    : [];
}

function passLines({ verdict }: ScansDecision): readonly string[] {
  const notes = verdict.objections.map(({ level, message }) => `  ${level}: ${oneLine(message)}`);
  return [verdict.level.toUpperCase(), ...notes];
}

function blockLines({ blocks, flip }: Pick<Explanation, 'blocks' | 'flip'>): readonly string[] {
  // What is wrong with a report first: that a limit is incomplete follows from it.
  const ordered = blocks.toSorted(
    (a, b) => Number(b.objection.checkId !== undefined) - Number(a.objection.checkId !== undefined),
  );
  const reasons = ordered.flatMap(({ objection, evidence, more }, index) => [
    '',
    `${index + 1} ${oneLine(objection.message)}`,
    ...evidence.slice(0, SHOWN_FINDINGS).map((finding) => `     ${findingLine(finding)}`),
    ...(more > 0 ? [`     and ${more} more; --json has all`] : []),
  ]);
  return [
    `BLOCK   ${counted(blocks.length, 'reasons')}`,
    ...reasons,
    ...(flip === undefined || flip.changes.length === 0
      ? []
      : [
          '',
          flip.isChecked ? 'Smallest fix (checked):' : 'Nearest to a fix:',
          ...flip.changes.map(({ message }) => `  - ${oneLine(message)}`),
        ]),
  ];
}

function findingLine({ severity, ruleId, message, location, package: found, mergedFrom }: Finding): string {
  const place =
    location === undefined ? '' : `${location.path}${location.line === undefined ? '' : `:${location.line}`}`;
  const fixed = found?.fixedVersions.at(-1);
  const rule = oneLine(ruleId.slice(ruleId.indexOf('/') + 1));
  const tools = [...new Set((mergedFrom ?? []).map(({ tool }) => tool))];
  return [
    severity.toUpperCase().padEnd(8),
    rule,
    oneLine(message),
    ...(place === '' ? [] : [oneLine(place)]),
    ...(fixed === undefined ? [] : [`fixed in ${oneLine(fixed)}`]),
    ...(tools.length > 1 ? [`by ${tools.join(' and ')}`] : []),
  ].join('  ');
}
