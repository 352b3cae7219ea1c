import { hash } from 'node:crypto';
import { join } from 'node:path';
import { digestFiles, listFiles, type FolderFile } from './folder-files.ts';
import { EVIDENCE_FILE, SEAL_FILE, evidenceText, sealText } from './seal.ts';
import { writeAtomic } from './write-atomic.ts';

/** A run whose evidence is written down: what the seal at its end starts from. */
export interface SealedEvidence {
  readonly runId: string;
  /** sha256 of `evidence.json`, hex: what others are told, to hold the folder against. */
  readonly sha256: string;
  readonly bytes: number;
  readonly paths: ReadonlySet<string>;
}

/** Writes `evidence.json` over all that is in a run's folder now. Throws when something there cannot be read. */
export async function sealEvidence(dir: string, runId: string): Promise<SealedEvidence> {
  const listed = await sealable(dir);
  const files = await digestFiles(dir, listed);
  const text = evidenceText({ runId, files });
  await writeAtomic(join(dir, EVIDENCE_FILE), text);
  return {
    runId,
    sha256: hash('sha256', text),
    bytes: Buffer.byteLength(text),
    paths: new Set(listed.map(({ path }) => path)),
  };
}

/** Writes `seal.json`, last of all, over what came into the folder since. Throws as {@link sealEvidence} does. */
export async function sealRun(dir: string, { runId, sha256, paths }: SealedEvidence): Promise<void> {
  const added = (await sealable(dir)).filter(({ path }) => !paths.has(path));
  await writeAtomic(
    join(dir, SEAL_FILE),
    sealText({ runId, evidence: sha256, files: await digestFiles(dir, added) }),
  );
}

/** All but the seal itself, of which a check may have left something by that name. */
async function sealable(dir: string): Promise<readonly FolderFile[]> {
  const own: readonly string[] = [EVIDENCE_FILE, SEAL_FILE];
  return (await listFiles(dir)).filter(({ path, kind }) => kind !== 'other' && !own.includes(path));
}
