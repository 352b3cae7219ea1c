import type { Config } from './config/config.ts';
import type { RunOptions } from './engine/run-options.ts';
import type { PlanOutcome } from './engine/plan-only.ts';
import type { Host } from './model/host.ts';
import type { RunReport } from './model/report.ts';

export interface PipelineOptions extends RunOptions {
  /** Environment, clock and machine. Default: this process's. */
  readonly host?: Host;
}

/** A config, ready to be planned and run any number of times. */
export interface Pipeline {
  /**
   * Plans, runs, decides, reports. Never calls `process.exit` and never throws for what a check, a plugin or a
   * config does: the report says it. Throws a CiError only when there is no place to keep the evidence.
   */
  readonly run: (options: PipelineOptions) => Promise<RunReport>;
  /** What `run` would do, and why; starts no check. */
  readonly plan: (options: PipelineOptions) => Promise<PlanOutcome>;
}

/**
 * Makes a pipeline of a config, for scripts of your own.
 *
 * The report's verdict decides: `report.verdict.level` is `pass`, `warn` or `block`, and `report.problems` says
 * what kept the run from results.
 */
export function createPipeline(config: Config): Pipeline {
  return {
    run: async (options) => {
      const { runEngine } = await import('./engine.ts');
      return runEngine(config, { ...options, host: options.host ?? (await defaultHost()) });
    },
    plan: async (options) => {
      const { planOnly } = await import('./engine/plan-only.ts');
      return planOnly(config, { ...options, host: options.host ?? (await defaultHost()) });
    },
  };
}

async function defaultHost(): Promise<Host> {
  const { processHost } = await import('./cli/host.ts');
  return processHost();
}
