export { pluginContract } from './contract/plugin-contract.ts';
export type { ContractCase, ContractCases, ContractCheck, ProgramsAt } from './contract/contract-cases.ts';
export { decideUnder } from './decide-under.ts';
export { expectGate, type GateExpectation } from './expect-gate.ts';
export { createHarness, type Harness, type HarnessOptions, type PipelineOutput } from './harness.ts';
export type { CheckRunOptions, CheckRunOutput } from './check-run.ts';
export { runCheck, type RunCheckOptions } from './run-check.ts';
export {
  scriptProgram,
  type Invocation,
  type ProgramCall,
  type ProgramScript,
  type ScriptedProgram,
} from './script-program.ts';
export { tempWorkspace, type TempWorkspace, type TempWorkspaceOptions } from './temp-workspace.ts';
export { SYSTEM_ENV } from './system-env.ts';
export { testHost } from './test-host.ts';
