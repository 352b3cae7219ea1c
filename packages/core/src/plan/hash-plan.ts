import { createHash } from 'node:crypto';
import { canonicalJson } from '../model/canonical-json.ts';
import { compareText } from '../model/compare-text.ts';
import type { PlannedCheck } from '../model/plan.ts';

/**
 * The sha256 of what a plan promises: ids, cells, levels, limits, needs, inputs and each decision with its reason
 * code. Not of titles, words, paths, hosts, tool versions or the platform, so that a laptop and a runner agree, and
 * not of the order in which anything was added.
 */
export function hashPlan(checks: readonly PlannedCheck[]): string {
  const promises = checks
    .map(({ id, cell, level, limits, needs, inputs, decision, reasonCode }) => ({
      id,
      cell,
      level,
      limits: limits.map(canonicalJson).sort(compareText),
      needs: [...needs].sort(compareText),
      inputs: inputs && [...inputs].sort(compareText),
      decision,
      reasonCode,
    }))
    .sort((a, b) => compareText(a.id, b.id));
  return createHash('sha256').update(canonicalJson(promises)).digest('hex');
}
