import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { decodeEntry } from '../../cache/entry.ts';
import { cachedFiles, DEFAULT_BOUNDS, pruneCache, type CacheSize } from '../../cache/prune.ts';
import { loadConfig } from '../../config/load.ts';
import { problemOf } from '../../errors/ci-error.ts';
import { suggest } from '../../errors/suggest.ts';
import type { Problem } from '../../model/problem.ts';
import { countOf } from '../../report/count-of.ts';
import { oneLine } from '../../report/escape.ts';
import { locateStateDir } from '../../state/state-dir.ts';
import { printProblems } from '../print-problems.ts';
import type { Invocation } from '../verb.ts';

const ACTIONS = ['show', 'prune'] as const;

/** A result that is kept. */
interface Kept {
  readonly id: string;
  readonly runId: string;
  readonly startedAt: string;
  readonly trust: string;
  readonly bytes: number;
}

/** `sluice cache show|prune`: what is kept of earlier results, and less of it. */
export async function cache({ cwd, env, flags, positionals, terminal }: Invocation): Promise<number> {
  const isJson = flags['json'] === true;
  const isAll = flags['all'] === true;
  const [action = ''] = positionals;
  const fault = faultOf(action, isAll);
  if (fault !== undefined) return printProblems(terminal, [fault], isJson);
  try {
    const loaded = await loadConfig({ cwd });
    const { cacheDir } = locateStateDir({ cwd: loaded.dir, env });
    if (action === 'show') {
      const facts = { dir: cacheDir, ...sizeOf(cacheDir), results: resultsIn(cacheDir) };
      terminal.out(isJson ? json(facts) : showText(facts));
      return 0;
    }
    const bounds = isAll ? { maxBytes: 0, maxAgeMs: 0 } : { ...DEFAULT_BOUNDS, ...loaded.config.cache };
    const { removed, left } = pruneCache(cacheDir, bounds, isAll ? Infinity : Date.now());
    terminal.out(
      isJson
        ? json({ dir: cacheDir, removed, left })
        : `removed ${sizeText(removed)}, kept ${sizeText(left)}\n`,
    );
    return 0;
  } catch (error) {
    return printProblems(terminal, error, isJson);
  }
}

function faultOf(action: string, isAll: boolean): Problem | undefined {
  const usage = (detail: string, fix: string): Problem => problemOf('USAGE', { detail, fix });
  if (!(ACTIONS as readonly string[]).includes(action)) {
    const near = suggest(action, ACTIONS) ?? 'show';
    return usage(
      `There is no \`sluice cache ${action}\`.`,
      `Did you mean \`sluice cache ${near}\`? There are ${ACTIONS.join(' and ')}.`,
    );
  }
  return isAll && action !== 'prune'
    ? usage('--all goes with `sluice cache prune`.', 'It removes everything that is kept.')
    : undefined;
}

function sizeOf(dir: string): CacheSize {
  const files = cachedFiles(dir);
  return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Newest first. What cannot be read is left out: it is never used either. */
function resultsIn(dir: string): readonly Kept[] {
  const entries = cachedFiles(dir).filter(({ path }) => /^[0-9a-f]{64}$/u.test(basename(path)));
  const results = entries.flatMap(({ path }): readonly Kept[] => {
    if (!/[\\/]ac[\\/]/u.test(path)) return [];
    const bytes = readSafe(path);
    const entry = bytes === undefined ? undefined : decodeEntry(bytes);
    if (bytes === undefined || entry === undefined) return [];
    const { id, runId, startedAt, trust } = entry;
    return [{ id, runId, startedAt, trust, bytes: bytes.length }];
  });
  return results.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}

function readSafe(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function showText({
  dir,
  results,
  ...size
}: CacheSize & { readonly dir: string; readonly results: readonly Kept[] }): string {
  const byId = Map.groupBy(results, ({ id }) => id);
  const width = Math.max(0, ...[...byId.keys()].map((id) => oneLine(id).length));
  const lines = [...byId]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, kept]) => {
      const newest = kept[0];
      const when = `newest of ${newest?.startedAt ?? ''} (run ${newest?.runId ?? ''}, ${newest?.trust ?? ''})`;
      return `  ${oneLine(id).padEnd(width)}  ${countOf(kept.length, 'result')}, ${oneLine(when)}\n`;
    });
  return `${dir}\n${lines.join('')}${countOf(results.length, 'result')} in ${sizeText(size)}\n`;
}

function sizeText({ files, bytes }: CacheSize): string {
  const size = bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${Math.round(bytes / 100_000) / 10} MB`;
  return `${countOf(files, 'file')} of ${size}`;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
