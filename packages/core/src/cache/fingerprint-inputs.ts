import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../errors/message-of.ts';
import { compareText } from '../model/compare-text.ts';
import type { TreeFile, TreeListing } from '../model/tree-listing.ts';
import { contentId, filesBelow, type ObjectFormat } from './content-id.ts';

/** What the files are that a check depends on, or why that cannot be told. */
export type InputsFingerprint =
  | { readonly digest: string; readonly files: ReadonlyMap<string, string> }
  | { readonly reason: string };

/** Of a list of paths, those that some glob takes in and no `!` glob leaves out, for any number of lists of globs. */
export type Matcher = (paths: readonly string[]) => (inputs: readonly string[]) => readonly string[];

export interface FingerprintInput {
  /** The config's folder, absolute. */
  readonly cwd: string;
  /** From git. Not given: the folder is walked, and every file is read. */
  readonly listing?: TreeListing;
  readonly matcher: Matcher;
  /** Folders of ours that are never inputs, absolute. */
  readonly leftOut: readonly string[];
}

/** Names the inputs of checks by their content. Each file is read once, each list of globs is matched once. */
export function createFingerprinter(
  input: FingerprintInput,
): (inputs: readonly string[]) => InputsFingerprint {
  const { cwd, listing, matcher, leftOut } = input;
  const known = new Map<string, InputsFingerprint>();
  const ids = new Map<string, string | undefined>();
  const format = formatOf(listing);
  let tree: Tree | undefined;
  const idOf = (file: TreeFile): string | undefined => {
    const name = file.rawPath ?? file.path;
    if (!ids.has(name)) ids.set(name, fileId(cwd, file, format));
    return ids.get(name);
  };
  const compute = (inputs: readonly string[]): InputsFingerprint => {
    const fault = faultOf(inputs, listing !== undefined);
    if (fault !== undefined) return { reason: fault };
    try {
      tree ??= createTree(listing ?? walked(cwd, leftOut), input);
      return fingerprintOf([...tree.matched(inputs), ...namedIgnored(tree, inputs, { cwd, matcher })], idOf);
    } catch (error) {
      return { reason: `its inputs cannot be read: ${messageOf(error)}` };
    }
  };
  return (inputs) => {
    const name = JSON.stringify(inputs);
    const result = known.get(name) ?? compute(inputs);
    known.set(name, result);
    return result;
  };
}

function faultOf(inputs: readonly string[], hasGit: boolean): string | undefined {
  const absolute = inputs.find((glob) => /^!?(?:\/|[A-Za-z]:[\\/])/u.test(glob));
  if (absolute !== undefined) return `its input ${absolute} is no path in the repository`;
  const outside = inputs.find((glob) => glob.startsWith('../'));
  return outside === undefined || hasGit
    ? undefined
    : `its input ${outside} lies outside of the config's folder, where nothing is known without git`;
}

/** A listing that can be asked for the files of some globs. */
interface Tree {
  readonly ignored: readonly string[];
  readonly matched: (inputs: readonly string[]) => readonly TreeFile[];
  /** Of the files that git ignores by themselves. */
  readonly ignoredFiles: (inputs: readonly string[]) => readonly string[];
  /** Of the files in ignored folders of the config's own, which are looked at when the first check asks. */
  readonly below: (inputs: readonly string[]) => readonly string[];
}

/**
 * A submodule or a repository in the tree is an input of all, as its files are not listed; a link is one of those that a
 * glob may look behind, for what it leads to is listed in one place alone.
 */
function createTree({ files, ignored }: TreeListing, { cwd, matcher, leftOut }: FingerprintInput): Tree {
  // Two names that are no UTF-8 may look the same.
  const byPath = Map.groupBy(files, ({ path }) => path);
  const match = matcher([...byPath.keys()]);
  const own = new Set(leftOut);
  let below: ((inputs: readonly string[]) => readonly string[]) | undefined;
  const listBelow = (): readonly string[] =>
    ignored
      .filter((path) => path.endsWith('/') && !path.startsWith('../'))
      .filter((path) => isSomebodys(cwd, path) && !own.has(join(cwd, path.slice(0, -1))))
      .flatMap((path) => existing(cwd, path));
  const opaque = files.filter(({ path, mode }) => mode === '160000' || path.endsWith('/'));
  const links = files.filter(({ mode }) => mode === '120000');
  return {
    ignored,
    ignoredFiles: matcher(ignored.filter((path) => !isFolder(path))),
    below: (inputs) => (below ??= matcher(listBelow()))(inputs),
    matched: (inputs) => [
      ...new Set([
        ...opaque,
        ...links.filter(({ path }) => inputs.some((glob) => looksBehind(glob, path))),
        ...match(inputs).flatMap((path) => byPath.get(path) ?? []),
      ]),
    ],
  };
}

/** True where a glob may take in a file behind a link: it begins with the link, or with a pattern beside or above it. */
function looksBehind(glob: string, link: string): boolean {
  if (glob.startsWith('!')) return false;
  const base = fixedPart(glob);
  if (base === link || base.startsWith(`${link}/`)) return true;
  const isPattern = base !== glob.replace(/^\.\//u, '').replace(/\/$/u, '');
  return isPattern && (base === '' ? !link.startsWith('../') : link.startsWith(`${base}/`));
}

function formatOf(listing: TreeListing | undefined): ObjectFormat {
  const blob = listing?.files.find((file) => file.blob !== undefined)?.blob;
  return blob?.length === 40 ? 'sha1' : 'sha256';
}

function fingerprintOf(
  files: readonly TreeFile[],
  idOf: (file: TreeFile) => string | undefined,
): InputsFingerprint {
  const hash = createHash('sha256');
  const found = new Map<string, string>();
  const sorted = [...files].sort((a, b) => compareText(a.rawPath ?? a.path, b.rawPath ?? b.path));
  for (const file of sorted) {
    const id = idOf(file);
    if (id === undefined) continue;
    // Neither a path nor an id holds a NUL, so that two lists never give one text.
    hash.update(`${file.rawPath ?? file.path}\0`, 'latin1').update(`${id}\0`);
    found.set(file.path, id);
  }
  return { digest: hash.digest('hex'), files: found };
}

/** As `contentId` names it, without a look at the file where git has had one. */
function fileId(
  cwd: string,
  { path, rawPath, mode, blob }: TreeFile,
  format: ObjectFormat,
): string | undefined {
  if (blob !== undefined && mode === '100644') return `file ${blob}`;
  if (blob !== undefined && mode === '100755') return `program ${blob}`;
  const place =
    rawPath === undefined
      ? join(cwd, path)
      : Buffer.concat([Buffer.from(`${cwd}/`), Buffer.from(rawPath, 'latin1')]);
  // A submodule that is clean is its commit; whether it was checked out at all, git does not count.
  if (blob !== undefined && mode === '160000') {
    return existsSync(join(cwd, path, '.git')) ? `submodule ${blob}` : `submodule ${blob} empty`;
  }
  return contentId(place, format);
}

const CATCH_ALL = new Set(['**', '**/*', '*', '../**']);

/**
 * What git ignores counts where a glob means it: a file that some glob other than `**` takes in (a generated
 * `_version.py`), one in an ignored folder that a glob for some files takes in (`generated/api.py` for `**\/*.py`, but
 * not for `src/**`, which would take in all that a build leaves there), and a folder that a glob begins with (`dist/**`).
 */
function namedIgnored(
  { ignored, ignoredFiles, below }: Tree,
  inputs: readonly string[],
  { cwd, matcher }: Pick<FingerprintInput, 'cwd' | 'matcher'>,
): readonly TreeFile[] {
  if (ignored.length === 0) return [];
  const excludes = inputs.filter((glob) => glob.startsWith('!'));
  const globs = inputs.filter((glob) => !glob.startsWith('!') && !CATCH_ALL.has(glob));
  if (globs.length === 0) return [];
  const paths = new Set(ignoredFiles([...globs, ...excludes]));
  const forSome = globs.filter((glob) => !glob.endsWith('/**') && !glob.startsWith('../'));
  if (forSome.length > 0) for (const path of below([...forSome, ...excludes])) paths.add(path);
  for (const glob of globs) {
    const base = fixedPart(glob);
    if (!ignored.some((path) => isFolder(path) && `${base}/`.startsWith(path))) continue;
    for (const path of matcher(existing(cwd, base))([glob, ...excludes])) paths.add(path);
  }
  return [...paths].map((path) => ({ path }));
}

const isFolder = (path: string): boolean => path === '' || path.endsWith('/');

/** The part of a glob before the first segment with a pattern in it. */
function fixedPart(glob: string): string {
  const segments = glob.replace(/^\.\//u, '').split('/');
  const pattern = segments.findIndex((segment) => /[*?[\]{}()!+@]/u.test(segment));
  return (pattern === -1 ? segments : segments.slice(0, pattern)).join('/').replace(/\/$/u, '');
}

/** No cache of a tool, no environment, and nothing that hides. */
function isSomebodys(cwd: string, folder: string): boolean {
  const name = folder.split('/').at(-2) ?? '';
  return name !== '' && !name.startsWith('.') && !NOBODYS.has(name) && !isEnvironment(join(cwd, folder));
}

function existing(cwd: string, folder: string): readonly string[] {
  const base = folder.replace(/\/$/u, '');
  const place = join(cwd, base);
  if (!existsSync(place)) return [];
  const isLeftOut = (name: string, path: string): boolean => NOBODYS.has(name) || isEnvironment(path);
  try {
    return filesBelow(place, isLeftOut).map((path) => (base === '' ? path : `${base}/${path}`));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return [base];
    throw error;
  }
}

/** Folders that tools make for themselves. */
const NOBODYS = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '__pycache__',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.ruff_cache',
  '.pytest_cache',
]);

const isEnvironment = (path: string): boolean => existsSync(join(path, 'pyvenv.cfg'));

/** Without git nothing says what is an input, so that everything is but what tools make for themselves. */
function walked(cwd: string, leftOut: readonly string[]): TreeListing {
  const own = new Set(leftOut);
  const files = filesBelow(cwd, (name, path) => NOBODYS.has(name) || own.has(path) || isEnvironment(path));
  return { files: files.map((path) => ({ path })), ignored: [] };
}
