export { createPipeline, type Pipeline, type PipelineOptions } from './create-pipeline.ts';
export type { RunOptions } from './engine/run-options.ts';
export type { PlanOutcome } from './engine/plan-only.ts';

export { defineConfig } from './config/define-config.ts';
export type { Config } from './config/config.ts';
export { loadConfig, type LoadedConfig } from './config/load.ts';

export { definePlugin } from './plugin/define-plugin.ts';
export { command, type CommandOptions } from './plugin/command.ts';
export type {
  FailureRule,
  PermissionSet,
  Plugin,
  PluginApi,
  PluginCommand,
  PluginCommandContext,
  PluginDefinition,
  PluginEvidence,
  PluginEvidenceRequest,
  PluginExamination,
  PluginFact,
  PluginFactory,
  PluginPermissions,
  PluginStep,
  PluginWorkflow,
} from './plugin/plugin.ts';

export { decideScans, type Scan, type ScansDecision, type ScansInput } from './engine/decide-scans.ts';
export { explainScans } from './engine/explain-scans.ts';
export { readCommitted, type Committed } from './engine/read-committed.ts';
export type { Baseline, BaselineEntry } from './findings/baseline.ts';
export { mergeFindings } from './findings/merge-findings.ts';
export {
  readSarif,
  type ReadSarifOptions,
  type SarifReading,
  type SarifResult,
} from './plugin/read-sarif.ts';

export { joinByNeeds } from './plan/join-by-needs.ts';
export { STAGE } from './hooks/stage.ts';
export type { AsyncHookFacade, PluginHooks, SyncHookFacade, TapOptions } from './hooks/facade.ts';
export type {
  CheckArgument,
  FailureArgument,
  GateArgument,
  HookArguments,
  HookEnv,
  HookName,
  ObjectionInput,
  PreflightArgument,
  ProblemInput,
  ReportArgument,
} from './hooks/arguments.ts';

export { CiError, isCiError } from './errors/ci-error.ts';
export { suggest } from './errors/suggest.ts';
export { createRedactor, type Redactor } from './exec/redact.ts';
export type { BlockExplanation, Explanation } from './gate/explain.ts';
export type { Change } from './gate/change.ts';
export type { Counterfactual } from './gate/counterfactual.ts';
export { codeSpan, disarmCommands, escapeMarkdown, oneLine } from './report/escape.ts';
export { exitCode } from './report/exit-code.ts';
export { readHistory } from './state/history.ts';
export { locateStateDir, type StateDir, type StatePlace } from './state/state-dir.ts';
export { loadRules, type LoadedRules } from './engine/load-rules.ts';
export { classifyLog } from './triage/classify-log.ts';
export { VERSION } from './version.ts';

export type { CacheConfig, RemoteCacheConfig } from './model/cache-config.ts';
export type { CacheKind, CacheStore, StoreRequest } from './model/cache-store.ts';
export type { Changes } from './model/changes.ts';
export type {
  Cell,
  Check,
  CheckContext,
  CheckOutcome,
  HistoryEntry,
  Phase,
  Provides,
  ResolvedTool,
  Retry,
  Scope,
} from './model/check.ts';
export type { Conclusion, SkipReason } from './model/conclusion.ts';
export type { RunEvent } from './model/event.ts';
export type { CommandRecord, Exec, ExecOptions, ExecResult } from './model/exec.ts';
export type {
  Finding,
  FindingInput,
  FindingKind,
  FindingPackage,
  Location,
  Severity,
  Suppression,
} from './model/finding.ts';
export type { Host } from './model/host.ts';
export type { Level } from './model/level.ts';
export type { CountFilter, Limit, LimitMeasurement } from './model/limit.ts';
export type { Lock } from './model/lock.ts';
export type { Plan, PlannedCheck, SkipProof } from './model/plan.ts';
export type { Policy, ResolvedPolicy, Waiver } from './model/policy.ts';
export type { Problem } from './model/problem.ts';
export type { RunEnd, RunEnvironment, RunNote, RunReport, TriageEntry, Trigger } from './model/report.ts';
export type { Artifact, Attempt, AttemptStatus, CacheUse, CheckResult } from './model/result.ts';
export type { ToolInstall, ToolSpec } from './model/tool.ts';
export type { Triage, TriageEvidence } from './model/triage.ts';
export type { Objection, Verdict } from './model/verdict.ts';
export { z } from './model/zod.ts';
