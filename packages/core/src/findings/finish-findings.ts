import type { Finding } from '../model/finding.ts';
import { mergeGroup } from '../model/merge-group.ts';
import type { Waiver } from '../model/policy.ts';
import { applyWaivers, withoutWaiver } from './apply-waivers.ts';
import { dropRepeats } from './dedupe.ts';
import { fingerprintAll } from './fingerprint.ts';
import { groupProblems } from './group-problems.ts';
import { compareFindings } from './severity.ts';

/** What finishing depends on besides the findings. `checkId` is the id with cell, for messages of a later comparison. */
export interface FinishInput {
  readonly waivers: readonly Waiver[];
  /** The run's start, ISO: what is expired is decided by it and never by a clock. */
  readonly now: string;
  readonly checkId: string;
}

/**
 * Makes of what a check reported what is judged and shown: repeats dropped, what it reports of one advisory or one
 * secret united, fingerprints given, waivers applied, in canonical order. Finishing twice changes nothing, and so does the order or the repetition of the input.
 */
export function finishFindings(findings: readonly Finding[], { waivers, now }: FinishInput): Finding[] {
  const distinct = fingerprintAll(uniteRepeats(dropRepeats(findings.map(withoutWaiver))));
  return applyWaivers(distinct, { waivers, now }).sort(compareFindings);
}

/**
 * A package declared in two files, and a secret in ten commits, are one finding in several places. Code is left as it
 * is: two equal lines are two findings.
 */
function uniteRepeats(findings: readonly Finding[]): readonly Finding[] {
  const isUnited = ({ kind }: Finding): boolean => kind === 'dependency' || kind === 'secret';
  const united = findings.filter(isUnited);
  if (united.length < 2) return findings;
  const keys = new Map(groupProblems(united).map((key, index) => [united[index] as Finding, key]));
  const groups = Map.groupBy(united, (finding) => keys.get(finding));
  return [...findings.filter((finding) => !isUnited(finding)), ...[...groups.values()].map(mergeGroup)];
}
