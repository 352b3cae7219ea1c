import { writeFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Artifact, Attempt, CacheUse, CheckRun } from '../model/result.ts';
import { artifactName } from './artifacts.ts';
import type { StoredResult } from './result-cache.ts';
import type { RunContext } from './run-context.ts';

interface ReuseInput {
  readonly id: string;
  readonly startedMs: number;
  readonly use: CacheUse;
  readonly found: StoredResult;
}

/**
 * Makes a run of a stored result, with its log and its artifacts in this run's folder. Undefined when any part of it is
 * missing or is not what an outcome may be: then the check runs.
 */
export async function reuse(
  run: RunContext,
  { id, startedMs, use, found }: ReuseInput,
): Promise<CheckRun | undefined> {
  const logPath = run.logPath(id, 1);
  try {
    const reading = await run.readOutcome(found.outcome);
    if (!('outcome' in reading) || reading.outcome.status !== 'completed') return undefined;
    const { outcome } = reading;
    const log = await found.log();
    const contents = await Promise.all(found.artifacts.map(({ read }) => read()));
    if (log === undefined || contents.includes(undefined)) return undefined;
    const artifacts = await restoreArtifacts(run, id, { found, contents });
    // At once: a turn of the thread pool takes longer than most logs do.
    writeFileSync(logPath, log);
    const { findings, metrics = {}, scope, summary, tools = [] } = outcome;
    const attempt: Attempt = {
      number: 1,
      status: 'completed',
      startedAt: found.startedAt,
      durationMs: found.durationMs,
      commands: found.commands,
      log: inRun(run, logPath),
      findings,
      metrics,
      ...(scope === undefined ? {} : { scope }),
      ...(summary === undefined ? {} : { summary }),
      tools,
    };
    const startedAt = new Date(startedMs).toISOString();
    const durationMs = Math.max(0, run.input.host.now() - startedMs);
    return { id, startedAt, durationMs, attempts: [attempt], artifacts, cached: true, cache: use };
  } catch {
    // A full disk, a name that the system refuses: the check itself will say so better, in a log of its own.
    await rm(logPath, { force: true }).catch(() => undefined);
    return undefined;
  }
}

async function restoreArtifacts(
  run: RunContext,
  id: string,
  {
    found,
    contents,
  }: { readonly found: StoredResult; readonly contents: readonly (Uint8Array | undefined)[] },
): Promise<readonly Artifact[]> {
  const restored: Artifact[] = [];
  for (const [index, { name, bytes, sha256 }] of found.artifacts.entries()) {
    const content = contents[index];
    if (content?.length !== bytes) throw new Error(`${name} has another length`);
    const target = artifactName(name);
    const place = join('artifacts', run.nameOf(id), target);
    const path = join(run.input.runDir, place);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    restored.push({ name: target, path: place.split(sep).join('/'), bytes, sha256 });
  }
  return restored;
}

function inRun(run: RunContext, path: string): string {
  return relative(run.input.runDir, path).split(sep).join('/');
}
