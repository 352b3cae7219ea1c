import { lstatSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CacheEntry, EntryFile } from '../../cache/entry.ts';
import { writeNewest } from '../../cache/newest.ts';
import { DEFAULT_BOUNDS, pruneCache, type CacheBounds } from '../../cache/prune.ts';
import type { Config } from '../../config/config.ts';
import { messageOf } from '../../errors/message-of.ts';
import type { Check } from '../../model/check.ts';
import type { RunNote } from '../../model/report.ts';
import type { Attempt, CheckResult, CheckRun } from '../../model/result.ts';
import type { OpenRun } from '../open-run.ts';
import type { Prepared } from '../prepare.ts';
import type { EngineOptions } from '../run-options.ts';
import { fingerprintOf, pluginOf, type CheckKey } from './check-keys.ts';
import { readInputs } from './inputs-port.ts';
import type { OpenCache } from './open-cache.ts';

/** Fewer bytes than this are kept in the entry itself: one file less to read for each check that is reused. */
const INLINE_BYTES = 8 * 1024;
/** A larger log or artifact is not worth keeping: the check runs again. */
const MAX_KEPT_BYTES = 32 * 1024 * 1024;
const PRUNE_EVERY_MS = 6 * 60 * 60 * 1000;

export interface StoreInput {
  readonly cache: OpenCache;
  readonly config: Config;
  readonly options: EngineOptions;
  readonly run: OpenRun;
  readonly prepared: Pick<Prepared, 'plan' | 'checks'>;
  /** With everything masked, in the plan's order. */
  readonly results: readonly CheckResult[];
  readonly runs: readonly CheckRun[];
}

interface Candidate {
  readonly result: CheckResult;
  readonly attempt: Attempt;
  readonly key: Extract<CheckKey, { key: string }>;
  readonly check: Check;
}

/**
 * Keeps the results of a run that may be used again. Only those whose inputs are still what their key says: a file that
 * changed while a check ran may or may not be what it looked at. Never throws; what went wrong is a note.
 */
export async function storeResults(input: StoreInput): Promise<readonly RunNote[]> {
  const { cache } = input;
  try {
    if (cache.trust.writesAs !== undefined) {
      const candidates = await candidatesOf(input);
      if (candidates.length > 0) await keepUnchanged(candidates, input);
    }
    return cache.notes();
  } catch (error) {
    return [...cache.notes(), { source: 'cache', message: `results were not kept: ${messageOf(error)}` }];
  }
}

async function candidatesOf({ cache, prepared, results, runs }: StoreInput): Promise<readonly Candidate[]> {
  const candidates: Candidate[] = [];
  for (const [index, planned] of prepared.plan.checks.entries()) {
    const check = prepared.checks.get(planned.id);
    const result = results[index];
    const attempt = result?.attempts[0];
    if (check?.cache !== true || result === undefined || attempt === undefined) continue;
    if (cache.refusal(planned, check) !== undefined || runs[index]?.cached === true) continue;
    if (!isReusable(result, attempt, pluginOf(check) === 'repo')) continue;
    const key = await cache.keys.keyOf(planned);
    if ('key' in key) candidates.push({ result, attempt, key, check });
  }
  return candidates;
}

/** What would be said of the same inputs again. A failed test may be a flaky one, a failed command anything. */
function isReusable(result: CheckResult, attempt: Attempt, isCommand: boolean): boolean {
  return (
    result.attempts.length === 1 &&
    attempt.status === 'completed' &&
    attempt.retriedBecause === undefined &&
    attempt.provides === undefined &&
    (result.conclusion === 'success' || result.conclusion === 'failure') &&
    !attempt.findings.some(({ kind }) => kind === 'test') &&
    !(isCommand && attempt.findings.length > 0)
  );
}

async function keepUnchanged(candidates: readonly Candidate[], input: StoreInput): Promise<void> {
  const { cache, options, run } = input;
  const { atMs } = await cache.inputs();
  const inputs = await readInputs(options.cwd, options.host.env, run);
  for (const candidate of candidates) {
    const now = fingerprintOf(candidate.check, inputs);
    if (!('digest' in now) || now.digest !== candidate.key.parts.inputs['files']) continue;
    if (wasTouched(now.files.keys(), options.cwd, atMs)) continue;
    const entry = await entryOf(candidate, input);
    if (entry === undefined || !(await cache.layers.write(entry))) continue;
    // A file may be named by a secret that a scanner came upon; the key has digests alone.
    const files = new Map([...candidate.key.files].map(([path, id]) => [run.redactor.text(path), id]));
    await writeNewest(run.state.cacheDir, candidate.result.id, { ...candidate.key, files });
  }
  pruneAtTimes(run, { ...DEFAULT_BOUNDS, ...input.config.cache }, options.host.now());
}

/**
 * True when a file was written while the checks ran: its content may be what it was, and something else in between. By
 * the time of its content, for that of its inode changes with every link to it, and a scanner makes those.
 */
function wasTouched(paths: Iterable<string>, cwd: string, sinceMs: number): boolean {
  for (const path of paths) {
    const found = lstatSync(join(cwd, path), { throwIfNoEntry: false });
    if (found !== undefined && found.mtimeMs > sinceMs) return true;
  }
  return false;
}

async function entryOf(
  { result, attempt, key }: Candidate,
  { cache, run }: StoreInput,
): Promise<Omit<CacheEntry, 'trust'> | undefined> {
  const log = await fileOf(join(run.dir, attempt.log), cache);
  if (log === undefined) return undefined;
  const artifacts: { name: string; sha256: string; bytes: number }[] = [];
  for (const { name, path } of result.artifacts) {
    const bytes = readSmall(join(run.dir, path));
    if (bytes === undefined) return undefined;
    artifacts.push({ name, sha256: await cache.layers.writeFile(bytes), bytes: bytes.length });
  }
  const { findings, metrics, scope, summary, tools, commands, startedAt, durationMs } = attempt;
  return {
    key: key.key,
    id: result.id,
    runId: run.runId,
    startedAt,
    durationMs,
    parts: key.parts,
    outcome: { status: 'completed', findings, metrics, scope, summary, tools },
    commands,
    log,
    artifacts,
  };
}

async function fileOf(path: string, { layers }: OpenCache): Promise<EntryFile | undefined> {
  const bytes = readSmall(path);
  if (bytes === undefined) return undefined;
  if (bytes.length <= INLINE_BYTES) return { inline: bytes.toString('base64') };
  return { sha256: await layers.writeFile(bytes), bytes: bytes.length };
}

function readSmall(path: string): Buffer | undefined {
  return statSync(path).size > MAX_KEPT_BYTES ? undefined : readFileSync(path);
}

/** Not at every run: looking at every file of the cache takes longer than all else that a warm run does. */
function pruneAtTimes(run: OpenRun, bounds: CacheBounds, now: number): void {
  const stamp = join(run.state.cacheDir, 'pruned');
  const last = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Math.abs(now - last) < PRUNE_EVERY_MS) return;
  writeFileSync(stamp, '');
  pruneCache(run.state.cacheDir, bounds, now);
}
