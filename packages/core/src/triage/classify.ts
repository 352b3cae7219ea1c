import type { Triage } from '../model/triage.ts';
import { cleanLine } from './clean-line.ts';
import { evidenceOf } from './evidence-of.ts';
import type { FailingPart } from './failing-part.ts';
import { judgePart, type Judgement } from './judge-part.ts';
import type { LogSink } from './read-log.ts';
import { CORE_RULES, type RuleSet } from './rule-set.ts';
import { createJobs } from './jobs.ts';

export interface ClassifyOptions {
  /** Default: core's. */
  readonly rules?: RuleSet;
  /** Gets the parts that failed, as they were judged. */
  readonly onParts?: (parts: readonly FailingPart[]) => void;
  /** Makes a line of evidence fit to be shown: masks secrets, takes out what a terminal would obey. */
  readonly show: (text: string) => string;
}

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
export function createClassifier({
  rules: { rules } = CORE_RULES,
  show,
  onParts,
}: ClassifyOptions): LogSink<Triage> {
  const jobs = createJobs(rules);
  return {
    push: (line, number) => jobs.push(cleanLine(line, number)),
    wantsAll: jobs.isInHead,
    end: (lines) => {
      const { parts, isCut } = jobs.end(lines);
      onParts?.(parts);
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
