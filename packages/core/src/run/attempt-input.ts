import type { Check, CheckOutcome } from '../model/check.ts';
import type { PlannedCheck } from '../model/plan.ts';
import type { Provided } from './provided.ts';
import type { RunContext } from './run-context.ts';
import type { TempDir } from './temp-dir.ts';
import type { CheckTools } from './tool-shelf.ts';

/** What one attempt is made from. */
export interface AttemptInput {
  readonly run: RunContext;
  readonly planned: PlannedCheck;
  readonly check: Check;
  readonly number: number;
  readonly previous?: CheckOutcome;
  readonly tools: CheckTools;
  readonly provided: Provided;
  readonly temp: TempDir;
}
