import { messageOf } from '../errors/message-of.ts';
import type { ReportArgument } from '../hooks/arguments.ts';
import type { HistoryEntry } from '../model/check.ts';
import type { RunReport } from '../model/report.ts';
import { buildReport } from '../report/build-report.ts';
import { degradedText, deliver, recordDeliveries, type Delivery } from '../report/deliver.ts';
import type { ViewOptions } from '../report/view-options.ts';
import { appendHistory } from '../state/history.ts';
import { pruneRunFolders } from '../state/run-folder.ts';
import { EVIDENCE_FILE, SEAL_FILE } from '../state/seal.ts';
import { sealEvidence, sealRun, type SealedEvidence } from '../state/seal-run.ts';
import { describeEnvironment, describeTrigger } from './describe.ts';
import { envOfTaps } from './env-of-taps.ts';
import { explainReport } from './explain-report.ts';
import type { OpenRun } from './open-run.ts';
import { redactDeep } from './redact-deep.ts';
import { requireTexts } from './require-texts.ts';
import type { EngineOptions } from './run-options.ts';
import type { Story } from './story.ts';

interface ReportInput {
  readonly run: OpenRun;
  readonly options: EngineOptions;
  /** Where the logs are, when not in the folder of this run. */
  readonly logFolder?: ViewOptions['logFolder'];
}

/**
 * Builds the report, writes it, and calls the reporters. Nothing here can change the verdict: what cannot be written
 * or sent is kept in deliveries.json and told, and the report goes back to the caller in any case.
 */
export async function reportPhase(
  story: Story,
  { run, options, logFolder }: ReportInput,
): Promise<RunReport> {
  const report = storyReport(story, { run, options });
  const written = await deliver({
    report,
    dir: run.dir,
    cwd: options.cwd,
    extra: options.formats ?? [],
    options: { ...explainReport(report), ...(logFolder === undefined ? {} : { logFolder }) },
  });
  const { sealed, delivery } = await keepEvidence(run);
  const evidence = sealed === undefined ? {} : { evidence: sealed.sha256 };
  const told = await callReporters(story, { report, ...evidence }, { run, options });
  const deliveries = [...written, delivery, ...told];
  deliveries.push(...(await keepHistory(report, run)));
  await recordDeliveries(run.dir, deliveries);
  // After the last file of the run: what is written later was not there.
  const degraded = degradedText([...deliveries, ...(await endSeal(run, sealed))]);
  run.emit({
    type: 'report-ready',
    report,
    dir: run.dir,
    ...evidence,
    ...(degraded === undefined ? {} : { degraded }),
  });
  return report;
}

/** Writes down what the run rests on, before anybody is told of it. */
async function keepEvidence({
  dir,
  runId,
}: OpenRun): Promise<{ readonly sealed?: SealedEvidence; readonly delivery: Delivery }> {
  const name = { source: 'core', name: 'evidence', file: EVIDENCE_FILE };
  try {
    const sealed = await sealEvidence(dir, runId);
    const { bytes, sha256 } = sealed;
    return { sealed, delivery: { ...name, isDelivered: true, bytes, sha256 } };
  } catch (error) {
    return { delivery: { ...name, isDelivered: false, detail: messageOf(error) } };
  }
}

async function endSeal({ dir }: OpenRun, sealed: SealedEvidence | undefined): Promise<readonly Delivery[]> {
  if (sealed === undefined) return [];
  try {
    await sealRun(dir, sealed);
    return [];
  } catch (error) {
    const detail = messageOf(error);
    return [{ source: 'core', name: 'seal', file: SEAL_FILE, isDelivered: false, detail }];
  }
}

/** The story as a report, with every secret masked: the one exit of its text. */
export function storyReport(
  story: Story,
  {
    run,
    options,
  }: {
    readonly run: Pick<OpenRun, 'runId' | 'startedAt' | 'startedMs' | 'signal' | 'redactor'>;
    readonly options: EngineOptions;
  },
): RunReport {
  const { host } = options;
  const reason: unknown = run.signal.reason;
  const report = buildReport({
    runId: run.runId,
    startedAt: run.startedAt,
    durationMs: Math.max(0, Math.round(host.now() - run.startedMs)),
    end: story.end,
    ...(story.end === 'cancelled' ? { signal: typeof reason === 'string' ? reason : 'SIGINT' } : {}),
    ...(story.commit === undefined ? {} : { commit: story.commit }),
    trigger: describeTrigger(host.env),
    environment: describeEnvironment(host, { plugins: story.plugins, cwd: options.cwd }),
    changes: story.changes,
    plan: story.plan,
    policy: story.policy,
    ...(story.lock === undefined ? {} : { lock: story.lock }),
    ...(story.lockAtBase === undefined ? {} : { lockAtBase: story.lockAtBase }),
    ...(story.accepted === undefined ? {} : { baseline: story.accepted }),
    results: story.results,
    verdict: story.verdict,
    ...(story.triage === undefined ? {} : { triage: story.triage }),
    notes: story.notes,
    problems: story.problems,
  });
  return redactDeep(report, run.redactor);
}

async function callReporters(
  story: Story,
  told: Pick<ReportArgument, 'report' | 'evidence'>,
  { run, options }: ReportInput,
): Promise<readonly Delivery[]> {
  const { hooks } = story;
  if (hooks === undefined) return [];
  const env = envOfTaps(options.host.env, story.assembled);
  const delivered = new Map<string, Delivery>();
  for (const { plugin, hook, tap } of hooks.taps()) {
    if (hook === 'report')
      delivered.set(`${plugin}\0${tap}`, { source: plugin, name: tap, isDelivered: true });
  }
  // A cancelled run is reported all the same, so neither reporters nor their programs are ended with it.
  const { signal } = new AbortController();
  const failures = await hooks.call('report', (plugin) => ({
    ...told,
    dir: run.dir,
    env: env(plugin),
    exec: run.execFor(`report.${plugin}`, signal),
    log: (line) => {
      requireTexts('log', { line }, ['line']);
      run.emit({ type: 'reporter-said', plugin, line: run.redactor.text(line) });
    },
    signal,
  }));
  for (const { plugin, tap, error } of failures) {
    delivered.set(`${plugin}\0${tap}`, {
      source: plugin,
      name: tap,
      isDelivered: false,
      detail: run.redactor.text(messageOf(error)),
    });
  }
  return [...delivered.values()];
}

// Neither may fail the run: the history only orders and compares, and old folders are removed by the next run too.
async function keepHistory(report: RunReport, run: OpenRun): Promise<readonly Delivery[]> {
  const entries = historyEntries(report);
  try {
    if (entries.length > 0) await appendHistory(run.state.historyFile, entries);
    await pruneRunFolders(run.state);
    return [];
  } catch (error) {
    return [{ source: 'core', name: 'history', isDelivered: false, detail: messageOf(error) }];
  }
}

/** What a run adds to `history.jsonl`: an entry for each check that ran. */
export function historyEntries({
  runId,
  results,
  commit,
}: Pick<RunReport, 'runId' | 'results' | 'commit'>): readonly HistoryEntry[] {
  return results
    .filter(({ attempts, cached }) => attempts.length > 0 && cached !== true)
    .map(({ id, startedAt, durationMs, conclusion, metrics }) => ({
      runId,
      id,
      startedAt,
      durationMs,
      conclusion,
      metrics,
      ...(commit === undefined ? {} : { commit: commit.sha }),
    }));
}
