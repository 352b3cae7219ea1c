import type { BuildStep } from './build-step.ts';
import type { Instruction } from './dockerfile.ts';

/** The instructions that BuildKit numbers as steps of a stage, beside a base image. */
const STEPS = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

/**
 * The instruction that a step of the build is. BuildKit numbers the steps of a stage, with its base as the first where
 * that is an image; where the numbers do not agree, as with ONBUILD, the words must.
 */
export function stepInstruction(
  { stage, at, of, name }: Pick<BuildStep, 'stage' | 'at' | 'of' | 'name'>,
  instructions: readonly Instruction[],
): Instruction | undefined {
  const last = instructions.at(-1)?.stage;
  const inStage = instructions.filter(
    (one) => STEPS.has(one.keyword) && one.stage === (stage === '' ? last : stage),
  );
  const extra = of - inStage.length;
  const numbered = extra === 0 || extra === 1 ? inStage[at - 1 - extra] : undefined;
  const keyword = name.split(' ', 1)[0]?.toUpperCase();
  if (numbered?.keyword === keyword) return numbered;
  return inStage.find(({ text }) => text === name);
}
