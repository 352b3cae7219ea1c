import type { Triage } from '../model/triage.ts';
import type { FailingPart } from './failing-part.ts';
import { isExplained } from './is-explained.ts';
import { judgePart, type Judgement } from './judge-part.ts';
import { mayCount } from './may-count.ts';

/** How one part of a log was judged, hit by hit. */
export interface PartExplanation extends Pick<Triage, 'verdict' | 'category'> {
  readonly kind: FailingPart['kind'];
  /** What ran in it, as its head says. */
  readonly title: string;
  /** The line that says that it failed; absent where the log stops. */
  readonly end?: { readonly line: number; readonly text: string };
  /** Why it came to its verdict, in a sentence. */
  readonly because: string;
  readonly hits: readonly HitExplanation[];
}

interface HitExplanation {
  readonly line: number;
  readonly text: string;
  readonly rule: string;
  readonly verdict: 'transient' | 'persistent';
  readonly weight: string;
  /** Why it does not count; absent where it does. */
  readonly not?: string;
}

const WHERE = {
  line: 'code of the project may have printed it',
  end: 'it counts only where it ended the job',
  stop: 'it counts only where the log stops',
  setup: 'it counts only before the first step',
  exit: 'it is not how this part ended',
} as const;

/** Says of a part what `judgePart` made of it, and of each line that a rule knows whether it counts and why not. */
export function explainPart(part: FailingPart, show: (text: string) => string): PartExplanation {
  const { kind, title, end, hits } = part;
  const judged = judgePart(part);
  const counts = mayCount(part);
  const causes = hits.transient.filter((hit) => counts(hit) && hit.rule.weight !== 'supporting');
  const transient = hits.transient.map((hit): HitExplanation => {
    const not = counts(hit) ? undefined : WHERE[hit.rule.where];
    return { ...lineOf(hit, show), verdict: 'transient', ...(not === undefined ? {} : { not }) };
  });
  const persistent = hits.persistent.map((hit): HitExplanation => {
    const cause = causes.find((one) => isExplained(hit, one));
    const not = cause === undefined ? {} : { not: `it follows from line ${cause.line.number}` };
    return { ...lineOf(hit, show), verdict: 'persistent', ...not };
  });
  return {
    kind,
    title: show(title),
    ...(end === undefined || end.line.text === ''
      ? {}
      : { end: { line: end.line.number, text: show(end.line.text) } }),
    verdict: judged.verdict,
    category: judged.category,
    because: becauseOf(judged, { part, isContested: causes.length > 0 }),
    hits: [...transient, ...persistent].toSorted((a, b) => a.line - b.line),
  };
}

type AnyHit = FailingPart['hits']['transient'][number] | FailingPart['hits']['persistent'][number];

function lineOf(
  { line, rule }: AnyHit,
  show: (text: string) => string,
): Omit<HitExplanation, 'verdict' | 'not'> {
  return { line: line.number, text: show(line.text), rule: rule.id, weight: rule.weight };
}

function becauseOf(
  { verdict, hits }: Judgement,
  { part, isContested }: { readonly part: FailingPart; readonly isContested: boolean },
): string {
  // Where several rules know a line, the first gives the category.
  const last = hits.find(({ line }) => line === hits.at(-1)?.line);
  const rule = last === undefined ? '' : `${last.rule.id} on line ${last.line.number}`;
  if (verdict === 'transient') return `${rule} speaks for a cause outside, and nothing stands against it`;
  if (last !== undefined)
    return isContested
      ? `${rule} vetoes what speaks for a cause outside`
      : `${rule} speaks for a cause in the code`;
  if (part.end === undefined) return 'the log stops, and nothing says that this failed';
  return part.hits.transient.length > 0
    ? 'nothing that counts speaks for a cause outside'
    : 'no rule knows why it failed, and what is not known is not rerun';
}
