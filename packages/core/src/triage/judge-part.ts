import type { Triage } from '../model/triage.ts';
import type { FailingPart } from './failing-part.ts';
import type { Hit, PersistentHit, TransientHit } from './hit.ts';
import { isExplained } from './is-explained.ts';
import { mayCount } from './may-count.ts';

/** What one failing part comes to. */
export interface Judgement extends Pick<Triage, 'verdict' | 'category' | 'confidence'> {
  readonly hits: readonly Hit[];
}

/** Said on the way by many a program that goes on: another cause beside them is the one that counts. */
const VAGUE: ReadonlySet<string> = new Set(['permission', 'not-found', 'missing-file']);

/** Weighs what was found in one part. Without conclusive evidence, and with any against it, it is not transient. */
export function judgePart(part: FailingPart): Judgement {
  const { persistent } = part.hits;
  const transient = part.hits.transient.filter(mayCount(part));
  const conclusive = transient.filter(({ rule }) => rule.weight !== 'supporting');
  const causes = conclusive.length > 0 ? conclusive : supportingEnough(transient);
  const against = standing(persistent, causes);
  if (causes.length > 0 && against.length === 0 && mayBeTransient(part, causes)) {
    const isPlain = persistent.length === 0 && conclusive.length > 0;
    // Two rules that know one line are one witness.
    const isTwice = new Set(causes.map(({ line }) => line.text)).size > 1;
    return judgement('transient', causes, isPlain ? (isTwice ? 0.97 : 0.95) : 0.8);
  }
  const vetoes = against.filter(({ rule }) => rule.weight === 'veto');
  const reasons = vetoes.length > 0 ? vetoes : against;
  if (reasons.length > 0)
    return judgement('persistent', reasons, causes.length > 0 ? 0.7 : vetoes.length > 0 ? 0.95 : 0.8);
  const verdict = part.end === undefined ? 'unknown' : 'persistent';
  return { verdict, category: 'unclassified', confidence: part.end === undefined ? 0 : 0.5, hits: [] };
}

/** A runner's log that stops, or that is all green, says nothing of how it ended. */
function mayBeTransient({ kind, end }: FailingPart, causes: readonly TransientHit[]): boolean {
  return kind === 'plain' || end !== undefined || causes.some(({ rule }) => rule.where === 'stop');
}

/** Two that support the same, by different rules: an exit code of a signal, and a shell that names the signal. */
function supportingEnough(hits: readonly TransientHit[]): readonly TransientHit[] {
  return hits.filter(({ rule }) =>
    hits.some((other) => other.rule.category === rule.category && other.rule.id !== rule.id),
  );
}

/** What is left of the evidence against: not what follows from a cause outside. */
function standing(
  persistent: readonly PersistentHit[],
  causes: readonly TransientHit[],
): readonly PersistentHit[] {
  return persistent.filter((hit) => !causes.some((cause) => isExplained(hit, cause)));
}

function judgement(verdict: 'transient' | 'persistent', hits: readonly Hit[], confidence: number): Judgement {
  // The last decisive line, not the first: what was overcome comes before what was not.
  const telling = hits.filter(({ rule }) => !VAGUE.has(rule.category));
  const some = telling.length > 0 ? telling : hits;
  const deciding = some.at(-1);
  const onLine = some.find(({ line }) => line === deciding?.line);
  return { verdict, category: onLine?.rule.category ?? 'unclassified', confidence, hits: some };
}
