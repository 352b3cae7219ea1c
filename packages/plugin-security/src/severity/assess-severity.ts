import type { Finding } from '@sluice/core';
import { confidenceStep } from './confidence-step.ts';
import { placeholderStep } from './placeholder-step.ts';
import { secretClassStep } from './secret-class-step.ts';
import type { SeverityStep } from './severity-step.ts';
import { testPathStep } from './test-path-step.ts';

/** In this order: a placeholder is none of its class, and what a test holds is judged last. */
const STEPS: readonly SeverityStep[] = [confidenceStep, placeholderStep, secretClassStep, testPathStep];

/** Which steps are taken; one that is not named is. */
export type SeveritySwitches = Partial<Readonly<Record<SeverityStep['name'], boolean>>>;

/**
 * Gives each finding the severity that counts, by named steps. Each that changes something leaves a line in `steps`,
 * as `testPaths: high to low, it is in a test`; `raw` and `confidence` stay as the tool said them. A step that is in
 * the trail already is not taken again, so that assessing twice changes nothing.
 */
export function assessSeverity(
  findings: readonly Finding[],
  switches: SeveritySwitches = {},
): readonly Finding[] {
  const steps = STEPS.filter(({ name }) => switches[name] !== false);
  return findings.map((finding) => steps.reduce(takeStep, finding));
}

function takeStep(finding: Finding, { name, assess }: SeverityStep): Finding {
  const trail = finding.steps ?? [];
  if (trail.some((line) => line.startsWith(`${name}: `))) return finding;
  const change = assess(finding);
  if (change === undefined || change.to === finding.severity) return finding;
  const line = `${name}: ${finding.severity} to ${change.to}, ${change.why}`;
  return { ...finding, severity: change.to, steps: [...trail, line] };
}
