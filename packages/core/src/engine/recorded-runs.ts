import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Check } from '../model/check.ts';
import type { PlannedCheck } from '../model/plan.ts';
import type { RunReport } from '../model/report.ts';
import type { CheckResult, CheckRun } from '../model/result.ts';
import { createAffected } from '../plan/affected.ts';
import { finishedRuns, type RunFolder } from '../state/run-folder.ts';
import type { StateDir } from '../state/state-dir.ts';
import { describeEnvironment, isCi } from './describe.ts';
import type { Prepared } from './prepare.ts';
import type { EngineOptions } from './run-options.ts';

interface RecordedInput {
  readonly prepared: Pick<
    Prepared,
    'plan' | 'checks' | 'changes' | 'commit' | 'filesSince' | 'sources' | 'lock' | 'plugins'
  >;
  readonly options: Pick<EngineOptions, 'host' | 'cwd'>;
  readonly state: StateDir;
}

/** What a result without a `freshForMs` of its own may be old: advisories and the like change beside the inputs. */
const MOST_MS = 24 * 60 * 60 * 1000;

/**
 * For the checks that a change does not affect and that a limit over several counts: what the newest earlier run saw,
 * where that was provably of the same inputs, by the same tools, with the same Sluice. The newest counts or none: one
 * that did not complete is no result, and the check runs. Never on a machine of CI, whose state others may have written.
 */
export async function recordedRuns(input: RecordedInput): Promise<ReadonlyMap<string, CheckRun>> {
  const { plan, checks } = input.prepared;
  const found = new Map<string, CheckRun>();
  const wanted = new Map(
    plan.checks
      .filter(({ reasonCode }) => reasonCode === 'completes-limit')
      .filter(({ id }) => canBeRecorded(checks.get(id)))
      .map((planned) => [planned.id, planned]),
  );
  if (wanted.size === 0 || isCi(input.options.host.env)) return found;
  for (const folder of await finishedRuns(input.state)) {
    if (wanted.size === 0) break;
    const report = await readReport(folder);
    if (report === undefined || !isOfThisSluice(report, input)) continue;
    const isSame = await sameInputs(report, input);
    for (const [id, planned] of wanted) {
      const result = report.results.find((one) => one.id === id);
      if (result === undefined || result.attempts.length === 0 || !isSame(planned, report)) continue;
      wanted.delete(id);
      if (isUsable(result, checks.get(id), input)) found.set(id, recordedRun(result, folder.runId));
    }
  }
  return found;
}

/** With inputs and tools that are known, and without variables of its own, whose values nobody recorded. */
function canBeRecorded(check: Check | undefined): boolean {
  if (check?.inputs === undefined || check.writes === true) return false;
  return (check.tools ?? []).length > 0 && (check.env ?? []).length === 0;
}

/** A run that cannot be read is one less to look at. */
async function readReport({ dir }: RunFolder): Promise<RunReport | undefined> {
  const file = join(dir, 'report.json');
  const { parseRunReport } = await import('../report/run-report-schema.ts');
  try {
    return parseRunReport(await readFile(file, 'utf8'), file);
  } catch {
    return undefined;
  }
}

function isOfThisSluice(
  { end, commit, environment }: RunReport,
  { prepared, options }: RecordedInput,
): boolean {
  if (end !== 'completed' || commit === undefined || commit.isDirty) return false;
  return (
    canonicalJson(describeEnvironment(options.host, { plugins: prepared.plugins, cwd: options.cwd })) ===
    canonicalJson(environment)
  );
}

/** Judges, file by file, whether a check's inputs are now what they were at the commit of a run. */
async function sameInputs(
  { commit }: RunReport,
  { prepared }: RecordedInput,
): Promise<(planned: PlannedCheck, report: RunReport) => boolean> {
  const files = commit === undefined ? null : await prepared.filesSince(commit.sha);
  if (files === null) return () => false;
  const changes = { scope: 'files', method: 'recorded', reason: '', files } as const;
  const affected = createAffected(changes, prepared.sources);
  return (planned, report) => {
    const before = report.plan.checks.find(({ id }) => id === planned.id);
    if (canonicalJson(before?.inputs ?? null) !== canonicalJson(planned.inputs ?? null)) return false;
    return files.length === 0 || !affected(planned).isAffected;
  };
}

function isUsable(
  result: CheckResult,
  check: Check | undefined,
  { prepared, options }: RecordedInput,
): boolean {
  const [attempt, ...retries] = result.attempts;
  if (attempt?.status !== 'completed' || retries.length > 0 || attempt.provides !== undefined) return false;
  const ageMs = options.host.now() - Date.parse(result.startedAt);
  // A clock that went back makes it younger than now.
  if (!(ageMs >= 0 && ageMs <= (check?.freshForMs ?? MOST_MS))) return false;
  return (check?.tools ?? []).every(({ name, version }) =>
    attempt.tools.some(
      (tool) => tool.name === name && tool.version === (prepared.lock?.tools[name] ?? version),
    ),
  );
}

/** Its logs stay where they are, in the folder of their run; its artifacts are that run's. */
function recordedRun({ id, startedAt, durationMs, attempts }: CheckResult, runId: string): CheckRun {
  return {
    id,
    startedAt,
    durationMs,
    attempts: attempts.map((attempt) => ({
      ...attempt,
      log: attempt.log.startsWith('../') ? attempt.log : `../${runId}/${attempt.log}`,
    })),
    cached: true,
    artifacts: [],
  };
}
