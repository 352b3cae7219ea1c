import { compareText } from './compare-text.ts';
import type { Finding } from './finding.ts';

/** Every tool and rule that reported one problem, each once, in order. */
export function sourcesOf(group: readonly Finding[]): NonNullable<Finding['mergedFrom']> {
  const byKey = new Map<string, { readonly tool: string; readonly ruleId: string }>();
  for (const { tool, ruleId, mergedFrom } of group) {
    byKey.set(`${tool}\0${ruleId}`, { tool, ruleId });
    for (const source of mergedFrom ?? []) byKey.set(`${source.tool}\0${source.ruleId}`, source);
  }
  if (byKey.size === 1) return [...byKey.values()];
  return [...byKey.entries()].sort(([a], [b]) => compareText(a, b)).map(([, source]) => source);
}
