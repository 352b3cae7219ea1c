import { dayOf, isDay } from '../model/day.ts';
import type { Finding } from '../model/finding.ts';
import type { Waiver } from '../model/policy.ts';
import { waiverSubject } from '../model/waiver-subject.ts';
import { compileWaiver } from './match-waiver.ts';

interface WaiveInput {
  readonly waivers: readonly Waiver[];
  /** The run's start, ISO: what is expired is decided by it and never by a clock. */
  readonly now: string;
}

/**
 * Findings with the waivers that are in date, and with no other: those of an earlier policy are taken away. What is
 * recorded was made distinct before, so that for another policy nothing else is done to it.
 */
export function applyWaivers(findings: readonly Finding[], { waivers, now }: WaiveInput): Finding[] {
  const today = dayOf(now);
  const inDate = waivers.filter(({ expires }) => isDay(expires) && expires >= today);
  const tests = inDate.map((waiver) => ({ waiver, matches: compileWaiver(waiver) }));
  return findings.map(withoutWaiver).map((finding) => {
    if (finding.suppression !== undefined) return finding;
    const waiver = tests.find(({ matches }) => matches(finding))?.waiver;
    if (waiver === undefined) return finding;
    const { reason, owner, expires } = waiver;
    return {
      ...finding,
      suppression: { kind: 'waiver', reason, owner, expires, subject: waiverSubject(waiver) },
    };
  });
}

/** A waiver is the policy's to give: one that a check claims, or that an earlier run recorded, is taken away. */
export function withoutWaiver(finding: Finding): Finding {
  if (finding.suppression?.kind !== 'waiver') return finding;
  const { suppression: _suppression, ...rest } = finding;
  return rest;
}
