import type { SimulatedRun } from '../../engine/simulate/simulate-run.ts';
import type { Problem } from '../../model/problem.ts';

/** All recorded runs under another policy, as `--json` prints them. */
export interface Simulation {
  /** The config, and where the runs are from. */
  readonly config: string;
  readonly from: string;
  readonly summary: {
    readonly runs: number;
    readonly toBlock: number;
    readonly toPass: number;
    readonly unchanged: number;
    readonly undecided: number;
    readonly unreadable: number;
  };
  /** In the order of their start. */
  readonly runs: readonly (SimulatedRun & { readonly file: string })[];
  readonly unreadable: readonly { readonly file: string; readonly problem: Problem }[];
  /** Patterns of the policy that match no check of the config, nor of any run. */
  readonly problems: readonly Problem[];
}
