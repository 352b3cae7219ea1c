import type { RunReport } from '../model/report.ts';
import type { CheckResult } from '../model/result.ts';
import type { Waiver } from '../model/policy.ts';
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

/** A waiver that took effect in this run, or ends soon, in one line. */
export function waiverLines(report: RunReport): readonly string[] {
  return [...appliedWaivers(report), ...endingWaivers(report)];
}

/** Waivers in use: what they cover, until when, whose, and why. */
function appliedWaivers({ results }: RunReport): readonly string[] {
  const uses = new Map<string, number>();
  const add = (line: string): void => void uses.set(line, (uses.get(line) ?? 0) + 1);
  for (const { id, waiver, findings } of results) {
    if (waiver !== undefined) add(`${id} waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`);
    for (const { suppression } of findings) {
      if (suppression?.kind !== 'waiver') continue;
      const until = suppression.expires === undefined ? '' : ` until ${suppression.expires}`;
      const owner = suppression.owner === undefined ? '' : ` by ${suppression.owner}`;
      add(`a finding of ${id} waived${until}${owner}: ${suppression.reason}`);
    }
  }
  return [...uses].map(([line, count]) => {
    const text = oneLine(line);
    return count === 1 ? text : text.replace(/^a finding of/u, `${count} findings of`);
  });
}

const DAY_MS = 86_400_000;
const SOON_DAYS = 14;

function endingWaivers({ policy, startedAt }: RunReport): readonly string[] {
  const today = Date.parse(startedAt.slice(0, 10));
  return policy.waivers.flatMap((waiver) => {
    const days = Math.round((Date.parse(waiver.expires) - today) / DAY_MS);
    if (!(days >= 0 && days <= SOON_DAYS)) return [];
    const when = days === 0 ? 'today' : `in ${countOf(days, 'day')}`;
    return [oneLine(`the waiver for ${waivedBy(waiver)} ends ${when} (${waiver.expires}, ${waiver.owner})`)];
  });
}

/** What a waiver names, in a few words. */
function waivedBy(waiver: Waiver): string {
  if (waiver.vulnerability !== undefined) return `${waiver.vulnerability} in ${waiver.package ?? 'any package'}`;
  if (waiver.rule !== undefined) return `${waiver.rule} in ${waiver.path ?? 'any file'}`;
  if (waiver.limit !== undefined) return `limit ${waiver.limit}`;
  return waiver.test ?? waiver.check ?? waiver.fingerprint?.slice(0, 12) ?? 'an unnamed thing';
}

/** What loosens the gate in this change: said first, wherever a report is drawn. */
export function weakenings({ verdict }: Pick<RunReport, 'verdict'>): readonly string[] {
  return verdict.objections.filter(({ rule }) => rule === 'policy-weakened').map(({ message }) => oneLine(message));
}
