import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CheckContext, HookEnv } from '@sluice/core';
import { runTrivy } from './run-trivy.ts';
import { whyNoReport } from './trivy-words.ts';

/** The database of vulnerabilities, ready for one run of Trivy. */
export interface Database {
  /** A cache folder for that run alone, in which the database is linked. */
  readonly cacheDir: string;
  /** When its makers made it. */
  readonly updatedAt: string;
  readonly ageMs: number;
  readonly detail: readonly string[];
}

/** How a database is had. */
export interface DatabaseInput {
  /** A folder with `db/trivy.db` and `db/metadata.json`, relative to `cwd`; undefined for the live one. */
  readonly local: string | undefined;
  readonly maxAgeMs: number;
  readonly env: HookEnv;
  readonly nowMs: number;
}

interface Metadata {
  readonly updatedAt: string;
  readonly nextUpdateMs: number;
}

type Ctx = Pick<CheckContext, 'cwd' | 'exec' | 'stateDir' | 'tempDir'>;

/**
 * Finds or fetches the database. One that cannot be fetched anew serves as long as it is not too old, and says so;
 * without any there is a reason, and nothing may be scanned: Trivy finds nothing in what it knows nothing of.
 */
export async function openDatabase(
  ctx: Ctx,
  input: DatabaseInput,
): Promise<Database | { readonly reason: string }> {
  const { local } = input;
  const found = local === undefined ? await live(ctx, input) : await given(resolve(ctx.cwd, local), local);
  if ('reason' in found) return found;
  const { folder, metadata, detail } = found;
  const cacheDir = join(ctx.tempDir, 'trivy');
  await mkdir(cacheDir, { recursive: true });
  // Linked: what Trivy remembers of layers is locked while it runs, and two images are scanned at one time.
  for (const name of ['db', 'java-db']) {
    if (existsSync(join(folder, name))) await link(join(folder, name), join(cacheDir, name));
  }
  const ageMs = Math.max(0, input.nowMs - Date.parse(metadata.updatedAt));
  return { cacheDir, updatedAt: metadata.updatedAt, ageMs, detail };
}

type Found =
  | { readonly folder: string; readonly metadata: Metadata; readonly detail: readonly string[] }
  | { readonly reason: string };

async function given(folder: string, name: string): Promise<Found> {
  const metadata = await readMetadata(folder);
  if (metadata === undefined)
    return { reason: `the option scan.database names ${name}, and there is no db/metadata.json in it` };
  if ((await stat(join(folder, 'db/trivy.db')).catch(() => undefined))?.isFile() !== true)
    return { reason: `the option scan.database names ${name}, and there is no db/trivy.db in it` };
  return { folder, metadata, detail: [`database of ${dayOf(metadata)}, from ${name}`] };
}

/** Whose turn it is, by folder: several images are scanned at one time, and what the first fetches serves them all. */
const TURNS = new Map<string, Promise<unknown>>();

async function live(ctx: Ctx, input: DatabaseInput): Promise<Found> {
  const folder = join(ctx.stateDir, 'trivy');
  const turn = (TURNS.get(folder) ?? Promise.resolve()).then(() => liveInTurn(ctx, folder, input));
  TURNS.set(
    folder,
    turn.catch(() => undefined),
  );
  return turn;
}

async function liveInTurn(ctx: Ctx, folder: string, input: DatabaseInput): Promise<Found> {
  await mkdir(join(folder, 'java-db'), { recursive: true });
  const known = await readMetadata(folder);
  if (known !== undefined && input.nowMs < known.nextUpdateMs)
    return { folder, metadata: known, detail: [`database of ${dayOf(known)}`] };
  const failure = await fetchInto(ctx, folder, input.env);
  const metadata = await readMetadata(folder);
  if (failure === undefined && metadata !== undefined)
    return { folder, metadata, detail: [`database of ${dayOf(metadata)}`] };
  const cause = failure ?? 'what was fetched has no metadata.json';
  if (metadata === undefined || input.nowMs - Date.parse(metadata.updatedAt) > input.maxAgeMs)
    return {
      reason: `the database of vulnerabilities could not be fetched: ${cause} (the option scan.database takes a local one)`,
    };
  return { folder, metadata, detail: [`database of ${dayOf(metadata)}, a newer one not fetched: ${cause}`] };
}

/** Into a folder of its own first, so that a fetch that broke off leaves the last one as it was. Gives the failure. */
async function fetchInto(ctx: Ctx, folder: string, env: HookEnv): Promise<string | undefined> {
  const cacheDir = join(ctx.tempDir, 'fetched');
  const result = await runTrivy(ctx, { cacheDir, args: ['--download-db-only'], env });
  const reason = whyNoReport(result);
  if (reason !== undefined) return reason.replace(/^trivy exited with 1: /u, '');
  const old = join(ctx.tempDir, 'replaced');
  await rm(old, { recursive: true, force: true });
  await rename(join(folder, 'db'), old).catch(ignoreMissing);
  await rename(join(cacheDir, 'db'), join(folder, 'db'));
  return undefined;
}

async function readMetadata(folder: string): Promise<Metadata | undefined> {
  try {
    const read: unknown = JSON.parse(await readFile(join(folder, 'db/metadata.json'), 'utf8'));
    const { UpdatedAt, NextUpdate } = read as Readonly<Record<string, unknown>>;
    const nextUpdateMs = Date.parse(String(NextUpdate));
    if (Number.isNaN(Date.parse(String(UpdatedAt))) || Number.isNaN(nextUpdateMs)) return undefined;
    return { updatedAt: new Date(String(UpdatedAt)).toISOString(), nextUpdateMs };
  } catch {
    return undefined;
  }
}

async function link(target: string, path: string): Promise<void> {
  await rm(path, { force: true });
  await symlink(target, path, 'junction');
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

function dayOf({ updatedAt }: Metadata): string {
  return updatedAt.slice(0, 10);
}
