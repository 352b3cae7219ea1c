import type { TriageEvidence } from '../model/triage.ts';
import type { Hit } from './hit.ts';

/** More lines than this say no more. */
const MOST_EVIDENCE = 5;

/** The deciding line first, then the ones before it; each line by the first rule that knows it, each text once. */
export function evidenceOf(hits: readonly Hit[], show: (text: string) => string): readonly TriageEvidence[] {
  const byLine = Map.groupBy(hits, ({ line }) => line.number);
  const evidence: TriageEvidence[] = [];
  for (const [number, [hit]] of [...byLine].toReversed()) {
    if (hit === undefined || evidence.length === MOST_EVIDENCE) break;
    const text = show(hit.line.text);
    if (!evidence.some((one) => one.text === text)) evidence.push({ line: number, text, rule: hit.rule.id });
  }
  return evidence;
}
