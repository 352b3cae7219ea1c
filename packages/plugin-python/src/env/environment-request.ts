import type { Exec } from '@sluice/core';
import type { Env } from './candidates.ts';
import type { Interpreter } from './interpreter.ts';
import type { InstallPlan } from './plan-install.ts';
import type { PythonProject } from '../project/python-project.ts';

/** Everything that making an environment takes. */
export interface EnvironmentRequest {
  readonly key: string;
  readonly stateDir: string;
  /** How many projects share the store: it keeps so many times what it keeps for one. */
  readonly shares: number;
  readonly interpreter: Interpreter;
  readonly project: PythonProject;
  readonly plan: InstallPlan;
  /** The same without the versions that the plugin pins, for when these contradict the project. */
  readonly relaxedPlan: InstallPlan;
  readonly exec: Exec;
  readonly env: Env;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}
