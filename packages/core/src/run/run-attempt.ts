import { relative, sep } from 'node:path';
import { messageOf } from '../errors/message-of.ts';
import type { CheckOutcome, Provides } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { Artifact, Attempt, AttemptStatus } from '../model/result.ts';
import { keepArtifacts } from './artifacts.ts';
import { createAttemptLog, type AttemptLog } from './attempt-log.ts';
import type { AttemptInput } from './attempt-input.ts';
import { openPorts, pluginOf, type AttemptPorts } from './attempt-ports.ts';
import { checkFolder, type CheckFolder } from './check-folder.ts';
import { settleWithin, type Settled } from './deadline.ts';
import { isObject } from './readers.ts';
import type { RunContext } from './run-context.ts';

const LONGEST_REASON = 2000;

/** One attempt as it ended, and what the next attempt and the checks that need this one get from it. */
export interface AttemptEnd {
  readonly attempt: Attempt;
  readonly outcome: CheckOutcome;
  readonly artifacts: readonly Artifact[];
  readonly noRetry?: string;
  readonly provides?: Provides;
}

/** How it ended before its artifacts were kept and its log was closed. */
interface Ending {
  readonly status: AttemptStatus;
  readonly reason?: string;
  /** What the check returned, as far as it is valid. */
  readonly outcome?: CheckOutcome;
}

/** Calls the check's `run` once, within its deadline, and makes a record of whatever it did. Never throws. */
export async function runAttempt(input: AttemptInput): Promise<AttemptEnd> {
  const { run, planned, check, number } = input;
  const startedMs = run.input.host.now();
  const log = createAttemptLog(run.logPath(planned.id, number), run.mask);
  const ports = openPorts(input, log);
  const settled = await settleWithin<unknown>({
    work: (signal) => check.run(ports.contextFor(signal)),
    leftovers: ports.leftovers,
    timeoutMs: check.timeoutMs,
    graceMs: run.input.graceMs,
    timers: run.timers,
    cancellation: run.cancellation,
  });
  ports.close();
  const read = await endingOf(settled, ports, input);
  const kept = await keepArtifacts(ports.requests, {
    cwd: checkFolder(run.input.cwd, check).path,
    allowed: allowedFolders(input, ports),
    runDir: run.input.runDir,
    safeName: run.nameOf(planned.id),
    redactor: run.input.redactor,
  });
  const ending = await closeLog(withProblems(read, kept.problems), log, run);
  return { ...record({ input, ports, ending, startedMs }), artifacts: kept.artifacts };
}

/** An attempt whose `run` was never called: cancelled while it waited, or a tool that cannot be had. */
export async function noAttempt(
  run: RunContext,
  id: string,
  ending: { readonly status: 'errored' | 'cancelled'; readonly reason: string },
): Promise<Attempt> {
  const log = createAttemptLog(run.logPath(id, 1), run.mask);
  const { status, reason } = await closeLog(ending, log, run);
  const startedAt = new Date(run.input.host.now()).toISOString();
  const facts = { findings: [], metrics: {}, tools: [], commands: [] };
  return { number: 1, status, reason, startedAt, durationMs: 0, log: relativeTo(run, log.path), ...facts };
}

async function endingOf(
  settled: Settled<unknown>,
  ports: AttemptPorts,
  { run, check }: AttemptInput,
): Promise<Ending> {
  if (settled.how === 'threw') return { status: 'errored', reason: run.mask(messageOf(settled.error)) };
  const isStopped = settled.how === 'stopped';
  const reading = isStopped && settled.value === undefined ? undefined : await run.readOutcome(settled.value);
  const outcome = reading !== undefined && 'outcome' in reading ? reading.outcome : undefined;
  const known =
    outcome === undefined
      ? undefined
      : uniteFindings(outcome, settled.value, {
          recorded: ports.findings,
          place: checkFolder(run.input.cwd, check).place,
        });
  // Whatever it says now, it was interrupted: it may have been about to look at more.
  if (isStopped) return { status: settled.cause, reason: settled.reason, outcome: known };
  if (reading !== undefined && 'garbage' in reading) return { status: 'errored', reason: reading.garbage };
  if (known === undefined) return { status: 'errored', reason: 'the check returned nothing' };
  return { status: known.status, ...('reason' in known ? { reason: known.reason } : {}), outcome: known };
}

/** Findings recorded on the way first, then those of the outcome that are not among them, by identity. */
function uniteFindings(
  outcome: CheckOutcome,
  raw: unknown,
  { recorded, place }: { readonly recorded: readonly Finding[]; readonly place: CheckFolder['place'] },
): CheckOutcome {
  if (outcome.status === 'skipped') return outcome;
  if (recorded.length === 0 && outcome.findings === undefined) return outcome;
  const known = new Set<unknown>(recorded);
  const returned: readonly unknown[] = isObject(raw) && Array.isArray(raw.findings) ? raw.findings : [];
  const others = (outcome.findings ?? []).filter((_, index) => !known.has(returned[index]));
  return { ...outcome, findings: [...recorded, ...others.map((one) => place(one))] };
}

/** Evidence that was promised and cannot be kept leaves no success behind. */
function withProblems(ending: Ending, problems: readonly string[]): Ending {
  if (problems.length === 0) return ending;
  const reason = [ending.reason, ...problems].filter((part) => part !== undefined).join('; ');
  return { ...ending, status: ending.status === 'completed' ? 'errored' : ending.status, reason };
}

async function closeLog<E extends Ending>(ending: E, log: AttemptLog, run: RunContext): Promise<E> {
  const reason = ending.reason === undefined ? undefined : run.mask(ending.reason).slice(0, LONGEST_REASON);
  const words = reason === undefined ? ending : { ...ending, reason };
  try {
    if (reason !== undefined) log.line(`${words.status}: ${reason}`);
    await log.close();
    return words;
  } catch (error) {
    const status = words.status === 'completed' ? 'errored' : words.status;
    return {
      ...words,
      status,
      reason: [reason, messageOf(error)].filter((part) => part !== undefined).join('; '),
    };
  }
}

/** Asking for the plugin's folder makes it, so it is asked for only where something is to be kept. */
function allowedFolders({ run, check, temp }: AttemptInput, { requests }: AttemptPorts): readonly string[] {
  if (requests.length === 0) return [];
  return [run.input.cwd, temp.path, run.input.state.pluginDir(pluginOf(check.id))];
}

type Facts = Partial<Omit<Extract<CheckOutcome, { status: 'errored' }>, 'status' | 'reason'>>;

interface RecordInput {
  readonly input: AttemptInput;
  readonly ports: AttemptPorts;
  readonly ending: Ending;
  readonly startedMs: number;
}

function record({ input, ports, ending, startedMs }: RecordInput): Omit<AttemptEnd, 'artifacts'> {
  const { run, planned, number, tools } = input;
  const { status, reason, outcome } = ending;
  const facts: Facts = outcome === undefined || outcome.status === 'skipped' ? {} : outcome;
  const findings = facts.findings ?? [...ports.findings];
  const metrics = facts.metrics ?? {};
  const { scope, summary, provides } = facts;
  const attempt: Attempt = {
    number,
    status,
    startedAt: new Date(startedMs).toISOString(),
    durationMs: Math.max(0, run.input.host.now() - startedMs),
    ...(reason === undefined ? {} : { reason }),
    commands: [...ports.commands],
    log: relativeTo(run, run.logPath(planned.id, number)),
    findings,
    metrics,
    ...(scope === undefined ? {} : { scope }),
    ...(summary === undefined ? {} : { summary }),
    ...(provides === undefined ? {} : { provides: masked(provides, run.mask) }),
    tools: [...tools.resolved, ...(facts.tools ?? [])],
  };
  const isWhole = outcome?.status === status;
  const noRetry = isWhole && outcome.status === 'completed' ? outcome.noRetry : undefined;
  const said: CheckOutcome = isWhole
    ? outcome
    : { status: 'errored', reason: reason ?? status, findings, metrics };
  return {
    attempt,
    outcome: said,
    ...(noRetry === undefined ? {} : { noRetry }),
    ...(status === 'completed' && provides !== undefined ? { provides } : {}),
  };
}

/** The report shows what was handed over; the checks that need it get the values themselves. */
function masked(provides: Provides, mask: (text: string) => string): Provides {
  if (provides.env === undefined) return provides;
  const env = Object.entries(provides.env).map(([name, value]) => [name, mask(value)] as const);
  return { ...provides, env: Object.fromEntries(env) };
}

function relativeTo(run: RunContext, path: string): string {
  return relative(run.input.runDir, path).split(sep).join('/');
}
