import type { Explanation as GateExplanation } from '../gate/explain.ts';
import type { Explanation } from '../report/view-options.ts';

/** What the gate explains, in the shape that reports are drawn from. */
export function explanationOf({ flip, blocks }: GateExplanation): Explanation {
  return {
    flips: flip?.changes.map(({ message }) => message) ?? [],
    checked: flip?.isChecked ?? false,
    blocks,
  };
}
