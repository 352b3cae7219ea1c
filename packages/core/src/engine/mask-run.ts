import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Redactor } from '../exec/redact.ts';
import type { Artifact, CheckResult } from '../model/result.ts';
import { maskText } from '../run/mask-text.ts';

/** Where checks and their programs write. */
const FOLDERS = ['logs', 'artifacts', 'attachments'];

interface MaskedFile extends Pick<Artifact, 'bytes' | 'sha256'> {
  readonly isChanged: boolean;
}

/**
 * Masks what a check learned only after it was written: a token that the secret scanner found may stand in the log of
 * a linter that ran before it. Gives back the results with the artifacts as they now are.
 */
export async function maskRun(
  results: readonly CheckResult[],
  { dir, redactor }: { readonly dir: string; readonly redactor: Redactor },
): Promise<readonly CheckResult[]> {
  if (!redactor.hasLearned()) return results;
  const changed = new Map<string, MaskedFile>();
  for (const folder of FOLDERS) {
    for (const file of await filesIn(join(dir, folder))) {
      const masked = await maskFile(file, redactor, folder === 'logs');
      if (masked.isChanged) changed.set(relative(dir, file).split(sep).join('/'), masked);
    }
  }
  return results.map((result) => ({
    ...result,
    artifacts: result.artifacts.map((artifact) => {
      const { bytes, sha256 } = changed.get(artifact.path) ?? artifact;
      return { ...artifact, bytes, sha256 };
    }),
  }));
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function maskFile(file: string, redactor: Redactor, isText: boolean): Promise<MaskedFile> {
  const temporary = `${file}.masked`;
  const [before, after] = [createHash('sha256'), createHash('sha256')];
  let bytes = 0;
  try {
    await pipeline(
      createReadStream(file),
      hashing(before),
      maskText(redactor, { isText }),
      hashing(after, (length) => (bytes += length)),
      createWriteStream(temporary),
    );
    const sha256 = after.digest('hex');
    const isChanged = sha256 !== before.digest('hex');
    if (isChanged) await rename(temporary, file);
    return { isChanged, bytes, sha256 };
  } finally {
    await rm(temporary, { force: true });
  }
}

function hashing(hash: Hash, onLength: (length: number) => void = () => {}): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      onLength(chunk.length);
      done(null, chunk);
    },
  });
}
