import type { RunReport } from '../model/report.ts';
import type { CheckResult } from '../model/result.ts';
import { countOf } from './count-of.ts';
import { oneLine } from './escape.ts';

/** How many checks concluded, how many did not run, and which took longest. */
export interface RunFacts {
  readonly concluded: readonly CheckResult[];
  readonly skipped: readonly CheckResult[];
  readonly longest?: CheckResult;
  readonly flaky: readonly CheckResult[];
}

/** What the last lines of a run count. */
export function runFacts({ results }: Pick<RunReport, 'results'>): RunFacts {
  const concluded = results.filter((result) => result.conclusion !== 'skipped');
  const [longest] = concluded.toSorted((a, b) => b.durationMs - a.durationMs);
  return {
    concluded,
    skipped: results.filter((result) => result.conclusion === 'skipped'),
    ...(longest === undefined ? {} : { longest }),
    flaky: results.filter((result) => result.flaky === true),
  };
}

/** `partial: 1 of 14 checks, not a gate verdict`, when only some checks were asked for. */
export function partialText(report: Pick<RunReport, 'plan' | 'verdict'>): string | undefined {
  if (report.verdict.partial !== true) return undefined;
  const selected = report.plan.checks.filter((planned) => planned.skip !== 'not-selected').length;
  return `partial: ${selected} of ${countOf(report.plan.checks.length, 'check')}, not a gate verdict`;
}

/** Waivers in use: what they accept, until when, whose, and why. What is wrong with a waiver is the gate's to say. */
export function waiverLines({ results }: Pick<RunReport, 'results'>): readonly string[] {
  const uses = new Map<string, number>();
  const add = (line: string): void => void uses.set(line, (uses.get(line) ?? 0) + 1);
  for (const { id, waiver, findings } of results) {
    if (waiver !== undefined) add(`${id} is waived${untilText(waiver)}`);
    for (const { suppression } of findings) {
      if (suppression?.kind === 'waiver') add(`a finding of ${id} is waived${untilText(suppression)}`);
    }
  }
  return [...uses].map(([line, count]) => {
    const text = oneLine(line);
    return count === 1 ? text : text.replace(/^a finding of (\S+) is/u, `${count} findings of $1 are`);
  });
}

/**
 * What `ci.baseline.json` accepts of what was found; and, when every check looked at everything, what it accepts for
 * nothing.
 */
export function acceptedLines({
  baseline,
  results,
}: Pick<RunReport, 'baseline' | 'results'>): readonly string[] {
  if (baseline === undefined) return [];
  const { existing, gone } = baseline;
  const isWhole = results.every(({ conclusion }) => conclusion === 'success' || conclusion === 'failure');
  return [
    ...(existing === 0 ? [] : [`${countOf(existing, 'finding')} accepted by ci.baseline.json, not counted`]),
    ...(gone === 0 || !isWhole
      ? []
      : [`${countOf(gone, 'accepted finding')} gone: \`sluice baseline prune\` takes them out`]),
  ];
}

interface Acceptance {
  readonly reason: string;
  readonly owner?: string;
  readonly expires?: string;
}

const untilText = ({ reason, owner, expires }: Acceptance): string =>
  `${expires === undefined ? '' : ` until ${expires}`}${owner === undefined ? '' : ` by ${owner}`}: ${reason}`;

/** What loosens the gate in this change: said first, wherever a report is drawn. */
export function weakenings({ verdict }: Pick<RunReport, 'verdict'>): readonly string[] {
  return verdict.objections
    .filter(({ rule }) => rule === 'policy-weakened')
    .map(({ message }) => oneLine(message));
}
