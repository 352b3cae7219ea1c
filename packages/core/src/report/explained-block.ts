import type { Objection } from '../model/verdict.ts';
import type { ExplainedBlock, ViewOptions } from './view-options.ts';

/** What the explanation, where there is one, says of an objection. */
export function explainedBlock(
  objection: Objection,
  { explanation }: ViewOptions,
): ExplainedBlock | undefined {
  return explanation?.blocks?.find(
    (block) => block.objection.rule === objection.rule && block.objection.checkId === objection.checkId,
  );
}
