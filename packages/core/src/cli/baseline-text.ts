import { baselineSize, type Baseline } from '../findings/baseline.ts';
import type { BaselineUpdate } from '../findings/update-baseline.ts';
import { SEVERITIES } from '../model/finding.ts';
import { countOf } from '../report/count-of.ts';
import { oneLine } from '../report/escape.ts';
import { placeOf } from '../report/evidence.ts';

const SHOWN = 10;

/** What a baseline accepts, by rule, the most severe first. */
export function baselineLines(baseline: Baseline | undefined): readonly string[] {
  if (baseline === undefined || baseline.entries.length === 0)
    return ['No finding is accepted: there is no ci.baseline.json, or it is empty.\n'];
  const rules = [...Map.groupBy(baseline.entries, ({ rule, severity }) => `${rule}\0${severity}`).values()];
  const rows = rules.map((entries) => ({
    rule: entries[0]?.rule ?? '',
    severity: entries[0]?.severity ?? 'unknown',
    count: entries.reduce((sum, { count }) => sum + count, 0),
    files: new Set(entries.map(({ path, package: name }) => path ?? name)).size,
  }));
  rows.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.count - a.count);
  return [
    `ci.baseline.json accepts ${countOf(baselineSize(baseline), 'finding')}\n\n`,
    ...rows.map(
      ({ rule, severity, count, files }) =>
        `  ${String(count).padStart(6)}  ${severity.padEnd(8)}  ${oneLine(rule)}, in ${countOf(files, 'place')}\n`,
    ),
  ];
}

interface UpdateFacts extends BaselineUpdate {
  readonly isWritten: boolean;
  readonly runId: string;
  /** Checks that did not come to their end. */
  readonly incomplete: readonly string[];
}

/** What an update did, and what it left alone. */
export function updateLines(facts: UpdateFacts, sizeBefore: number): readonly string[] {
  const { baseline, added, removed, unseen, refused, isWritten, runId, incomplete } = facts;
  const size = baselineSize(baseline);
  const lines = [
    isWritten
      ? `wrote ci.baseline.json from run ${runId}: ${countOf(size, 'finding')}, ${sizeBefore} before (${added} added, ${removed} gone)\n`
      : sizeBefore === 0
        ? `nothing is accepted, and nothing was written: run ${runId}\n`
        : `ci.baseline.json is left as it is: run ${runId} shows nothing gone\n`,
  ];
  if (unseen > 0)
    lines.push(
      `kept ${countOf(unseen, 'finding')} not seen, because these did not run to their end: ${incomplete.map((id) => oneLine(id)).join(', ')}\n`,
    );
  if (refused.length > 0) {
    lines.push(`\n${countOf(refused.length, 'new finding')} not accepted\n`);
    for (const finding of refused.slice(0, SHOWN))
      lines.push(
        `  ${[placeOf(finding), oneLine(finding.ruleId), oneLine(finding.message)].filter(Boolean).join('  ')}\n`,
      );
    if (refused.length > SHOWN) lines.push(`  and ${refused.length - SHOWN} more\n`);
    lines.push(
      refused.every(({ kind }) => kind === 'test')
        ? 'A failing test is not accepted for good: mend it, or use `sluice waive`, which has an end.\n'
        : 'Mend them, or accept them: sluice baseline update --accept-new --reason "…"\n',
    );
  }
  if (isWritten) lines.push('With a ci.lock.json, run `sluice lock` too; commit both.\n');
  return lines;
}
