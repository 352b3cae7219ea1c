import type { Triage, TriageEvidence } from '../model/triage.ts';
import { cleanLine } from './clean-line.ts';
import type { FailureRule } from './failure-rule.ts';
import type { Hit } from './hit.ts';
import { judgePart, type Judgement } from './judge-part.ts';
import { RULES } from './rules.ts';
import { createSegmenter } from './segment.ts';

export interface ClassifyOptions {
  readonly rules?: readonly FailureRule[];
  /** Makes a line of evidence fit to be shown: masks secrets, takes out what a terminal would obey. */
  readonly show: (text: string) => string;
}

/** A log that is being read. */
export interface Classifier {
  /** `number` from 1; lines in which no literal of `LITERALS` stands may be left out, unless `wantsAll`. */
  readonly push: (line: string, number: number) => void;
  /** True within the head of a step, where every line counts. */
  readonly wantsAll: () => boolean;
  /** `lines`: how many the log has. */
  readonly end: (lines: number) => Triage;
}

/** More lines than this say no more. */
const MOST_EVIDENCE = 5;

/**
 * Says of a log why it failed, and whether a rerun would help. Reads line by line in bounded memory; a line may be
 * text that a stranger chose. Several parts that failed are transient only when every one of them is.
 */
export async function classify(
  lines: AsyncIterable<string> | Iterable<string>,
  options: ClassifyOptions,
): Promise<Triage> {
  const classifier = createClassifier(options);
  let number = 0;
  for await (const line of lines) classifier.push(line, ++number);
  return classifier.end(number);
}

/** The same for whoever reads the log. */
export function createClassifier({ rules = RULES, show }: ClassifyOptions): Classifier {
  const segmenter = createSegmenter(rules);
  return {
    push: (line, number) => segmenter.push(cleanLine(line, number)),
    wantsAll: segmenter.isInHead,
    end: (lines) => {
      const { parts, isCut } = segmenter.end(lines);
      const { verdict, category, confidence, hits } = worst(parts.map(judgePart), isCut);
      return { verdict, category, confidence, evidence: evidenceOf(hits, show) };
    },
  };
}

const NOTHING: Judgement = { verdict: 'unknown', category: 'unclassified', confidence: 0, hits: [] };

function worst(judgements: readonly Judgement[], isCut: boolean): Judgement {
  const against = judgements.filter(({ verdict }) => verdict !== 'transient');
  const [first = NOTHING] = against.toSorted((a, b) => rank(a) - rank(b));
  if (against.length > 0) return first;
  const last = judgements.at(-1);
  if (last === undefined) return NOTHING;
  return isCut ? { ...NOTHING, verdict: 'persistent' } : last;
}

/** What a rule knows says more than what none does. */
function rank({ verdict, hits }: Judgement): number {
  return verdict === 'unknown' ? 2 : hits.length > 0 ? 0 : 1;
}

/** The deciding line first, then the ones before it; each line by the first rule that knows it, each text once. */
function evidenceOf(hits: readonly Hit[], show: (text: string) => string): readonly TriageEvidence[] {
  const byLine = Map.groupBy(hits, ({ line }) => line.number);
  const evidence: TriageEvidence[] = [];
  for (const [number, [hit]] of [...byLine].toReversed()) {
    if (hit === undefined || evidence.length === MOST_EVIDENCE) break;
    const text = show(hit.line.text);
    if (!evidence.some((one) => one.text === text)) evidence.push({ line: number, text, rule: hit.rule.id });
  }
  return evidence;
}
