import { isUtf8 } from 'node:buffer';
import { createHash, hash } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import { lstat, open, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText } from '../model/compare-text.ts';

/** What lies in a run's folder under one path, with the digest of its bytes. */
export interface FileDigest {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Hex. Of a link: of where it leads to, which is never followed. */
  readonly sha256: string;
  readonly isLink?: true;
}

/** A path of a folder that is no folder itself. `other` is a device, a pipe, a socket, or what no text can name. */
export interface FolderFile {
  readonly path: string;
  readonly kind: 'file' | 'link' | 'other';
}

/** Larger files are read piece by piece. */
const AT_ONCE_BYTES = 1024 * 1024;
/** So many files are read at once. */
const WIDTH = 16;

/** Every file below a folder, in the order of their paths. Links are listed and never followed. */
export async function listFiles(dir: string): Promise<readonly FolderFile[]> {
  const found: FolderFile[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await readdir(join(dir, folder), { withFileTypes: true, encoding: 'buffer' })) {
      const path = `${folder === '' ? '' : `${folder}/`}${entry.name.toString('utf8')}`;
      // Bytes that are no UTF-8 come out as other ones: opened by that name it would be another file, or none.
      const kind = isUtf8(entry.name) ? kindOf(entry) : 'other';
      if (kind === 'folder') folders.push(path);
      else found.push({ path, kind });
    }
  }
  return found.sort((a, b) => compareText(a.path, b.path));
}

function kindOf(entry: Dirent<Buffer>): FolderFile['kind'] | 'folder' {
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : 'other';
}

/** The digests of files of a folder, in their order. Throws the system's error for one that cannot be read. */
export async function digestFiles(dir: string, files: readonly FolderFile[]): Promise<readonly FileDigest[]> {
  const digests: FileDigest[] = [];
  for (let at = 0; at < files.length; at += WIDTH)
    digests.push(...(await Promise.all(files.slice(at, at + WIDTH).map((file) => digestFile(dir, file)))));
  return digests;
}

/** How many bytes a path has now, without reading them. */
export async function bytesOf(dir: string, { path }: Pick<FolderFile, 'path'>): Promise<number> {
  return (await lstat(join(dir, path))).size;
}

/** The digest of one file, read as a stream where it is large. */
export async function digestFile(dir: string, { path, kind }: FolderFile): Promise<FileDigest> {
  if (kind === 'link') {
    const target = await readlink(join(dir, path), 'buffer');
    return { path, bytes: target.length, sha256: hash('sha256', target), isLink: true };
  }
  // No link that took its place since, and no pipe that nobody writes to.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const handle = await open(join(dir, path), flags);
  try {
    const { size } = await handle.stat();
    if (size <= AT_ONCE_BYTES) {
      const content = await handle.readFile();
      return { path, bytes: content.length, sha256: hash('sha256', content) };
    }
    const digest = createHash('sha256');
    let bytes = 0;
    for await (const chunk of handle.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
      digest.update(chunk);
      bytes += chunk.length;
    }
    return { path, bytes, sha256: digest.digest('hex') };
  } finally {
    await handle.close();
  }
}
