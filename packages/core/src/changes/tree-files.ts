import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../model/compare-text.ts';
import type { TreeFile, TreeListing } from '../model/tree-listing.ts';
import { gitBytes } from './git-bytes.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Lists the repository's files, as seen from `cwd`, with the object that each clean file is equal to: three calls of git at once,
 * whatever the size of the tree, and no file is read. Undefined without git, or when git cannot say.
 *
 * A file is clean only where git itself would look: what is marked `assume-unchanged`, left out by a sparse checkout,
 * or passed through a filter (LFS keeps the same object for the file and for its pointer) has to be read.
 */
export async function treeFiles(cwd: string, env: Env): Promise<TreeListing | undefined> {
  const [prefixText, index, status] = await Promise.all([
    gitBytes(cwd, ['rev-parse', '--show-prefix'], env),
    gitBytes(cwd, ['ls-files', '--stage', '-v', '-z', '--full-name', '--', ':/'], env),
    gitBytes(
      cwd,
      [
        'status',
        '--porcelain',
        '-z',
        '--untracked-files=all',
        '--ignored=matching',
        '--no-renames',
        '--',
        ':/',
      ],
      env,
    ),
  ]);
  if (prefixText === null || index === null || status === null) return undefined;
  const prefix = prefixText.replace(/\n$/u, '');
  const { dirty, untracked, ignored } = parseStatus(status);
  const place = (bytes: string): string => relativeTo(prefix, bytes);
  const files = new Map<string, TreeFile>();
  for (const entry of index.split('\0')) {
    const found = parseIndexEntry(entry, dirty);
    if (found !== undefined) files.set(found.bytes, { ...named(place(found.bytes)), ...found.facts });
  }
  for (const bytes of untracked) files.set(bytes, named(place(bytes)));
  for (const bytes of await filtered(cwd, env, files)) {
    const file = files.get(bytes);
    if (file !== undefined) files.set(bytes, withoutBlob(file));
  }
  return {
    files: [...files.values()].sort((a, b) => compareText(a.rawPath ?? a.path, b.rawPath ?? b.path)),
    ignored: ignored.map((bytes) => named(place(bytes)).path),
  };
}

// `H 100644 <object> 0<tab>path`; a small letter, or S, is a file that git was told not to look at.
const INDEX_ENTRY = /^([A-Za-z]) (\d{6}) ([0-9a-f]+) ([0-3])\t([^]*)$/u;

interface IndexEntry {
  readonly bytes: string;
  readonly facts: Pick<TreeFile, 'mode' | 'blob'>;
}

function parseIndexEntry(entry: string, dirty: ReadonlySet<string>): IndexEntry | undefined {
  const match = INDEX_ENTRY.exec(entry);
  if (match === null) return undefined;
  const [, tag = '', mode = '', blob = '', stage = '', bytes = ''] = match;
  const isKnown = tag === 'H' && stage === '0' && !dirty.has(bytes);
  return { bytes, facts: { mode, ...(isKnown ? { blob } : {}) } };
}

interface Status {
  readonly dirty: ReadonlySet<string>;
  readonly untracked: readonly string[];
  readonly ignored: readonly string[];
}

/** Reads `git status --porcelain -z`, whose paths are relative to the root of the repository. */
function parseStatus(text: string): Status {
  const dirty = new Set<string>();
  const untracked: string[] = [];
  const ignored: string[] = [];
  for (const entry of text.split('\0')) {
    if (entry.length < 4) continue;
    const kind = entry.slice(0, 2);
    const path = entry.slice(3);
    if (kind === '!!') ignored.push(path);
    else if (kind === '??') untracked.push(path);
    // The second letter is the work tree against the index; what is only staged is as the index says.
    else if (kind[1] !== ' ' || kind.includes('U') || kind === 'AA' || kind === 'DD') dirty.add(path);
  }
  return { dirty, untracked, ignored };
}

/** A path from the root of the repository as one from the config's folder, which lies at `prefix` (`services/a/`). */
function relativeTo(prefix: string, bytes: string): string {
  if (bytes.startsWith(prefix)) return bytes.slice(prefix.length);
  // `parent/`: the whole folder is ignored, with the config in it.
  if (bytes.endsWith('/') && prefix.startsWith(bytes)) return '';
  return `${'../'.repeat(prefix.split('/').length - 1)}${bytes}`;
}

const BEYOND_ASCII = /[\u0080-\u00FF]/u;

function named(bytes: string): Pick<TreeFile, 'path' | 'rawPath'> {
  if (!BEYOND_ASCII.test(bytes)) return { path: bytes };
  const path = Buffer.from(bytes, 'latin1').toString('utf8');
  return { path: path.normalize('NFC'), rawPath: bytes };
}

function withoutBlob({ path, rawPath, mode }: TreeFile): TreeFile {
  return {
    path,
    ...(rawPath === undefined ? {} : { rawPath }),
    ...(mode === undefined ? {} : { mode }),
  };
}

/** Asked only where some `.gitattributes` names a filter: one more call of git. */
async function filtered(
  cwd: string,
  env: Env,
  files: ReadonlyMap<string, TreeFile>,
): Promise<readonly string[]> {
  const attributes = [...files.values()].filter(
    ({ path }) => path === '.gitattributes' || path.endsWith('/.gitattributes'),
  );
  if (!attributes.some(({ path }) => namesFilter(join(cwd, path)))) return [];
  const text = await gitBytes(
    cwd,
    ['ls-files', '-z', '--full-name', '--', ':/', ':(top,exclude,attr:!filter)'],
    env,
  );
  // Where git cannot say which, every file is read.
  if (text === null) return [...files.keys()];
  return text.split('\0').filter((bytes) => bytes !== '');
}

function namesFilter(file: string): boolean {
  try {
    return readFileSync(file, 'utf8').includes('filter');
  } catch {
    return true;
  }
}
