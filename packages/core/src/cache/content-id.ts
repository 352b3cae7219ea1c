import { createHash, type Hash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../model/compare-text.ts';
import { errnoOf } from '../state/state-unwritable.ts';

/** How git names objects in this repository. */
export type ObjectFormat = 'sha1' | 'sha256';

/** More files than a check can be meant to depend on: an environment, a tree of packages. */
const MOST_FILES = 20_000;
const CHUNK_BYTES = 1024 * 1024;

/**
 * Names what is at a path by its content: for a file the name that git would give the object, so that committing it
 * changes nothing. A symbolic link is named with what it leads to, a folder by all that is in it. Undefined where
 * there is nothing. Throws the system's error for what is there and cannot be read, and for a folder without end.
 */
export function contentId(path: string | Buffer, format: ObjectFormat): string | undefined {
  return idOf(path, { format, budget: { left: MOST_FILES }, isFollowed: true });
}

interface Walk {
  readonly format: ObjectFormat;
  readonly budget: { left: number };
  /** Links inside of a folder that is walked are not: they could lead round in a circle. */
  readonly isFollowed: boolean;
}

function idOf(path: string | Buffer, walk: Walk): string | undefined {
  try {
    const found = lstatSync(path);
    if (found.isFile()) return `${(found.mode & 0o100) === 0 ? 'file' : 'program'} ${blobId(path, walk)}`;
    if (found.isDirectory()) return `folder ${folderId(path, walk)}`;
    if (found.isSymbolicLink()) return `link ${linkId(path, walk)}`;
    // A pipe or a device: opening one can wait for ever, and what comes out of it is no input.
    return 'special';
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

function blobId(path: string | Buffer, { format }: Walk): string {
  const handle = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { size } = fstatSync(handle);
    const hash = createHash(format).update(`blob ${size}\0`);
    hashRest(handle, hash);
    return hash.digest('hex');
  } finally {
    closeSync(handle);
  }
}

function hashRest(handle: number, hash: Hash): void {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let read = readSync(handle, chunk); read > 0; read = readSync(handle, chunk)) {
    hash.update(chunk.subarray(0, read));
  }
}

function linkId(path: string | Buffer, walk: Walk): string {
  const target = createHash('sha256').update(readlinkSync(path, 'buffer')).digest('hex');
  if (!walk.isFollowed) return target;
  try {
    const found = statSync(path);
    if (found.isDirectory()) return `${target} ${folderId(path, walk)}`;
    if (!found.isFile()) return `${target} special`;
    const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const hash = createHash('sha256');
      hashRest(handle, hash);
      return `${target} ${hash.digest('hex')}`;
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ELOOP') return `${target} nothing`;
    throw error;
  }
}

function folderId(path: string | Buffer, walk: Walk): string {
  const inside: Walk = { ...walk, isFollowed: false };
  const hash = createHash('sha256');
  const names = readdirSync(path, 'buffer').sort((a, b) => Buffer.compare(a, b));
  for (const name of names) {
    if (name.toString('latin1') === '.git') continue;
    walk.budget.left -= 1;
    if (walk.budget.left < 0) throw new Error(`more than ${MOST_FILES} files`);
    const child = typeof path === 'string' ? joinBytes(Buffer.from(path), name) : joinBytes(path, name);
    hash.update(name).update(`\0${idOf(child, inside) ?? 'gone'}\0`);
  }
  return hash.digest('hex');
}

function joinBytes(folder: Buffer, name: Buffer): Buffer {
  return Buffer.concat([folder, Buffer.from('/'), name]);
}

/** All files below a folder, relative to it, sorted. Links are listed and not followed. Throws as `contentId` does. */
export function filesBelow(
  folder: string,
  isLeftOut: (name: string, path: string) => boolean = () => false,
): readonly string[] {
  const found: string[] = [];
  const walk = (path: string, prefix: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (isLeftOut(entry.name, join(path, entry.name))) continue;
      const name = `${prefix}${entry.name}`;
      if (entry.isDirectory()) walk(join(path, entry.name), `${name}/`);
      else found.push(name);
      if (found.length > MOST_FILES) throw new Error(`more than ${MOST_FILES} files`);
    }
  };
  walk(folder, '');
  return found.sort(compareText);
}
