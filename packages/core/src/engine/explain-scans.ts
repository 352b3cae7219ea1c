import { explain, type Explanation } from '../gate/explain.ts';
import { scansEvidence, type ScansInput } from './decide-scans.ts';

/**
 * Why {@link decideScans} decided as it did: each reason of a block with the findings that count for it, and the
 * smallest change that would flip the verdict. Decides again for each change it tries, so ask only when it is shown.
 */
export function explainScans(input: ScansInput): Pick<Explanation, 'blocks' | 'flip'> {
  const { blocks, flip } = explain(scansEvidence(input));
  return { blocks, ...(flip === undefined ? {} : { flip }) };
}
