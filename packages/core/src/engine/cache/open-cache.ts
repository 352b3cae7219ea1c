import { readFileSync } from 'node:fs';
import { createLayers, type CacheLayers } from '../../cache/layers.ts';
import { openLocalStore } from '../../cache/local.ts';
import { readNewest } from '../../cache/newest.ts';
import type { CacheEntry } from '../../cache/entry.ts';
import { trustOf, type Trust } from '../../cache/trust.ts';
import type { CacheStore } from '../../model/cache-store.ts';
import { whyMissed } from '../../cache/why-missed.ts';
import type { Config } from '../../config/config.ts';
import { messageOf } from '../../errors/message-of.ts';
import type { RemoteCacheConfig } from '../../model/cache-config.ts';
import type { Check } from '../../model/check.ts';
import type { Host } from '../../model/host.ts';
import type { RunNote } from '../../model/report.ts';
import type { PlannedCheck } from '../../model/plan.ts';
import type { CacheUse } from '../../model/result.ts';
import type { CacheAnswer, ResultCache, StoredResult } from '../../run/result-cache.ts';
import type { OpenRun } from '../open-run.ts';
import type { Prepared } from '../prepare.ts';
import type { EngineOptions } from '../run-options.ts';
import { createCheckKeys, pluginOf, type CheckKeys } from './check-keys.ts';
import { createCodeDigests } from './code-digests.ts';
import { readInputs, type Inputs } from './inputs-port.ts';
import { createToolNames } from './tool-names.ts';

/** The cache of one run: what the run asks, and what storing its results takes. */
export interface OpenCache extends ResultCache {
  readonly keys: CheckKeys;
  /** The work tree as the keys were made from it. */
  readonly inputs: () => Promise<Inputs>;
  readonly layers: CacheLayers;
  readonly trust: Trust;
  /** Why this check is never reused although it asks for it; undefined when it may be. */
  readonly refusal: (planned: PlannedCheck, check: Check) => string | undefined;
  readonly notes: () => readonly RunNote[];
}

export interface OpenCacheInput {
  readonly config: Config;
  readonly options: EngineOptions;
  readonly run: OpenRun;
  readonly prepared: Pick<Prepared, 'plan' | 'checks' | 'lock' | 'assembled'>;
}

/** How far the clocks of two machines may be apart before a result counts as written in the future. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;
/** The largest payload that is read; GitHub's own limit is 25 MB. */
const MAX_PAYLOAD_BYTES = 32 * 1024 * 1024;

/** Opens the cache of a run. */
export async function openCache(input: OpenCacheInput): Promise<OpenCache> {
  const { options, run, prepared } = input;
  const { host } = options;
  const trust = trustOf(host.env, readPayload(host.env['GITHUB_EVENT_PATH']));
  const { stores, problems } = await openStores(input);
  const layers = createLayers({ stores, trust, signal: run.signal });
  let looked: Promise<Inputs> | undefined;
  const inputs = (): Promise<Inputs> => (looked ??= readInputs(options.cwd, host.env, run));
  const keys = keysOf(input, inputs);
  const refusal = refusals(prepared);
  return {
    keys,
    inputs,
    layers,
    trust,
    refusal,
    ended: keys.ended,
    find: (planned, check) => find({ planned, check, keys, layers, refusal }, input),
    notes: () => [...problems, ...layers.problems()].map((message) => ({ source: 'cache', message })),
  };
}

interface Stores {
  readonly stores: readonly CacheStore[];
  readonly problems: readonly string[];
}

/** The local store, then the remote one where the config names it. What cannot be used is a sentence. */
async function openStores({ config, options, run }: OpenCacheInput): Promise<Stores> {
  const { host } = options;
  const local = openLocalStore({ dir: run.state.cacheDir, now: host.now, userId: process.getuid?.() });
  const remote = config.cache?.remote;
  const far = remote === undefined ? undefined : await openRemote(remote, host.env);
  return {
    stores: [
      ...('store' in local ? [local.store] : []),
      ...(config.cache?.store === undefined ? [] : [config.cache.store]),
      ...(far !== undefined && 'store' in far ? [far.store] : []),
    ],
    problems: [
      ...('reason' in local ? [`no local cache: ${local.reason}`] : []),
      ...(far !== undefined && 'reason' in far ? [`no remote cache: ${far.reason}`] : []),
    ],
  };
}

async function openRemote(
  { url, tokenEnv, timeoutMs = 2000, budgetMs = 10_000, readOnly = false }: RemoteCacheConfig,
  env: Host['env'],
): Promise<{ readonly store: CacheStore } | { readonly reason: string }> {
  const { createHttpStore } = await import('../../cache/http.ts');
  const token = tokenEnv === undefined ? undefined : env[tokenEnv];
  try {
    const given = { url, timeoutMs, budgetMs, readOnly };
    return { store: createHttpStore(token === undefined || token === '' ? given : { ...given, token }) };
  } catch (error) {
    return { reason: messageOf(error) };
  }
}

function keysOf({ config, options, prepared }: OpenCacheInput, inputs: OpenCache['inputs']): CheckKeys {
  const { host, cwd, configFile } = options;
  const { plan, checks, lock, assembled } = prepared;
  const tools = {
    cwd,
    path: host.env['PATH'] ?? '',
    lockedTools: lock?.tools ?? {},
    configuredTools: config.tools ?? {},
  };
  return createCheckKeys({
    plan,
    checks,
    plugins: assembled,
    host,
    code: createCodeDigests({ plugins: assembled, ...(configFile === undefined ? {} : { configFile }) }),
    tools: createToolNames(tools),
    inputs,
  });
}

/** Checks that must run whatever is stored. */
function refusals({ plan }: OpenCacheInput['prepared']): OpenCache['refusal'] {
  const needed = new Map<string, string>();
  for (const { id, decision, needs } of plan.checks) {
    if (decision === 'run') for (const need of needs) needed.set(need, id);
  }
  return ({ id }, check) => {
    if (check.writes === true) return 'it changes files of the work tree';
    if ((check.outputs ?? []).length > 0) return 'it makes files, which are not kept with its result';
    const by = needed.get(id);
    // Of a command nobody knows what it leaves behind for those that come after it.
    return by !== undefined && pluginOf(check) === 'repo'
      ? `${by} needs it, and what it makes there is not kept with its result`
      : undefined;
  };
}

interface FindInput extends Pick<OpenCache, 'keys' | 'layers' | 'refusal'> {
  readonly planned: PlannedCheck;
  readonly check: Check;
}

async function find(
  { planned, check, keys, layers, refusal }: FindInput,
  { options, run }: OpenCacheInput,
): Promise<CacheAnswer> {
  if (check.cache !== true) return {};
  const off = (reason: string): CacheAnswer => ({ use: { outcome: 'off', reason } });
  const refused = refusal(planned, check);
  if (refused !== undefined) return off(refused);
  const key = await keys.keyOf(planned);
  if ('reason' in key) return off(key.reason);
  if (options.noCache === true) return { use: { outcome: 'off', reason: '--no-cache', key: key.key } };
  const entry = await layers.find(key.key);
  const miss = (reason: string): CacheAnswer => ({ use: { outcome: 'miss', reason, key: key.key } });
  if (entry === undefined) return miss(whyMissed(readNewest(run.state.cacheDir, planned.id), key));
  const stale = whyStale(entry, check, options.host.now());
  if (stale !== undefined) return miss(stale);
  const use: CacheUse = {
    outcome: 'hit',
    reason: `nothing it depends on changed since ${entry.startedAt} (run ${entry.runId})`,
    key: key.key,
    runId: entry.runId,
  };
  return { use, found: storedResult(entry, layers) };
}

function whyStale({ startedAt }: CacheEntry, { freshForMs }: Check, now: number): string | undefined {
  if (freshForMs === undefined) return undefined;
  const ageMs = now - Date.parse(startedAt);
  if (ageMs > freshForMs)
    return `its result of ${startedAt} is older than the ${hours(freshForMs)} it stays fresh`;
  // A clock went back, here or there: how old it is cannot be told.
  return ageMs < -CLOCK_SKEW_MS ? `its result is of ${startedAt}, which is still to come` : undefined;
}

const hours = (ms: number): string => `${Math.round(ms / 360_000) / 10} h`;

function storedResult(entry: CacheEntry, { readFile }: CacheLayers): StoredResult {
  const { log } = entry;
  return {
    outcome: entry.outcome,
    startedAt: entry.startedAt,
    durationMs: entry.durationMs,
    commands: entry.commands,
    log: async () => ('inline' in log ? Buffer.from(log.inline, 'base64') : readFile(log.sha256, log.bytes)),
    artifacts: entry.artifacts.map(({ name, sha256, bytes }) => ({
      name,
      sha256,
      bytes,
      read: () => readFile(sha256, bytes),
    })),
  };
}

function readPayload(path: string | undefined): unknown {
  if (path === undefined || path === '') return undefined;
  try {
    const text = readFileSync(path);
    return text.length > MAX_PAYLOAD_BYTES ? undefined : (JSON.parse(text.toString('utf8')) as unknown);
  } catch {
    return undefined;
  }
}
