import { createHash } from 'node:crypto';
import { constants, createWriteStream } from 'node:fs';
import { mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Redactor } from '../exec/redact.ts';
import { messageOf } from '../errors/message-of.ts';
import type { Artifact } from '../model/result.ts';
import { errnoOf, ioDetail } from '../state/state-unwritable.ts';
import { maskText } from './mask-text.ts';

/** What `ctx.artifact()` was called with. */
export interface ArtifactRequest {
  readonly name: string;
  readonly path: string;
}

export interface ArtifactPlaces {
  readonly cwd: string;
  /** Folders whose files may be kept; those that do not exist are passed over. */
  readonly allowed: readonly string[];
  readonly runDir: string;
  /** The check's name in the run's folder. */
  readonly safeName: string;
  readonly redactor: Redactor;
}

export interface KeptArtifacts {
  readonly artifacts: readonly Artifact[];
  /** One sentence for each that could not be kept. */
  readonly problems: readonly string[];
}

/**
 * Copies what an attempt asked to keep into the run's folder. A file that is missing, or lies outside of the folders
 * a check may publish from once links are followed, is a problem: evidence that was promised and is not there.
 */
export async function keepArtifacts(
  requests: readonly ArtifactRequest[],
  places: ArtifactPlaces,
): Promise<KeptArtifacts> {
  const artifacts = new Map<string, Artifact>();
  const problems: string[] = [];
  if (requests.length === 0) return { artifacts: [], problems };
  const roots = await Promise.all(places.allowed.map((root) => realpath(root).catch(() => undefined)));
  for (const { name, path } of requests) {
    try {
      const target = artifactName(name);
      const source = await realpath(resolve(places.cwd, path));
      if (!roots.some((root) => root !== undefined && isInside(source, root))) {
        throw new Error(`${path} is outside of the project and of the check's own folders`);
      }
      const place = join('artifacts', places.safeName, target);
      artifacts.set(target, { name: target, ...(await copyFile(source, place, places)) });
    } catch (error) {
      problems.push(`artifact ${String(name)} was not kept: ${reasonOf(error, path)}`);
    }
  }
  return { artifacts: [...artifacts.values()], problems };
}

/** A name as the relative path it is kept under. Throws for what would lead out of the check's own folder. */
export function artifactName(name: unknown): string {
  const parts = typeof name === 'string' ? name.split(/[\\/]/u) : [];
  const isPlain = parts.length > 0 && parts.every((part) => part !== '' && part !== '.' && part !== '..');
  if (!isPlain || isAbsolute(String(name)) || String(name).includes('\0'))
    throw new Error('its name is no relative path');
  return parts.join('/');
}

function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Copies, masks and hashes in one pass, under a temporary name: a file of that name in a run's folder is whole. */
async function copyFile(
  source: string,
  place: string,
  { runDir, redactor }: ArtifactPlaces,
): Promise<Omit<Artifact, 'name'>> {
  const target = join(runDir, place);
  const temporary = `${target}.part`;
  const hash = createHash('sha256');
  let bytes = 0;
  await mkdir(dirname(target), { recursive: true });
  // No link is followed any more, and a pipe without a writer must not hold the run.
  const handle = await open(source, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (!(await handle.stat()).isFile()) throw new Error('it is not a file');
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      },
    });
    await pipeline(
      handle.createReadStream({ autoClose: false }),
      maskText(redactor),
      measure,
      createWriteStream(temporary),
    );
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
  return { path: place.split(sep).join('/'), bytes, sha256: hash.digest('hex') };
}

function reasonOf(error: unknown, path: unknown): string {
  if (errnoOf(error) === 'ENOENT') return `there is no file ${String(path)}`;
  return errnoOf(error) === undefined ? messageOf(error) : ioDetail(error);
}
