import { existsSync, lstatSync } from 'node:fs';
import { readlink, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { git } from './git.ts';
import type { Repository } from './read-repository.ts';

/** A link that git knows, and the place in the repository that it leads to; both from its root, as git writes paths. */
export interface Link {
  readonly path: string;
  readonly target: string;
}

/** How often a link may lead through another one. */
const MOST_HOPS = 3;

/** What the index knows and neither a difference nor the status tells. */
export interface IndexFacts {
  /** Links that lead to another place in the repository. */
  readonly links: readonly Link[];
  /** Files that git was told not to look at: whether they changed, nobody knows. */
  readonly unlooked: readonly string[];
}

/** One call of git; most repositories have none of either. Null when git cannot say. */
export async function readIndex(repository: Repository): Promise<IndexFacts | null> {
  const { cwd, env } = repository;
  const text = await git(cwd, ['ls-files', '--stage', '-v', '-z', '--full-name', '--', ':/'], env);
  if (text === null) return null;
  const entries = `\0${text}`;
  const root = await rootOf(repository);
  const links = await Promise.all(
    pathsOf(entries, /\0[A-Za-z] 120000 /gu).map(async (path) => ({
      path,
      target: await targetOf(root, path),
    })),
  );
  const hidden = pathsOf(entries, /\0S /gu);
  return {
    // One that leads to a folder around it would go round for ever.
    links: links.filter(
      ({ path, target }) => target !== '' && !target.startsWith('..') && !path.startsWith(`${target}/`),
    ),
    unlooked: [
      ...pathsOf(entries, /\0[a-z] /gu),
      // Left out of a sparse checkout, and not there; one that is there has been changed by hand.
      ...(hidden.length > MOST_HIDDEN ? [] : hidden.filter((path) => existsSync(join(root, path)))),
    ],
  };
}

/** More than anybody hides by hand: a sparse checkout. */
const MOST_HIDDEN = 1000;

/** Searched for, not split: a hundred thousand entries, of which hardly any is one of these. */
function pathsOf(entries: string, mark: RegExp): readonly string[] {
  return [...entries.matchAll(mark)].map(({ index }) => {
    const end = entries.indexOf('\0', index + 1);
    return entries.slice(entries.indexOf('\t', index) + 1, end === -1 ? undefined : end);
  });
}

/** Where a link leads, from the root. What it led to may be gone: then by its words. */
async function targetOf(root: string, path: string): Promise<string> {
  const place = join(root, path);
  const real = await realpath(place).catch(async () => {
    const words = await readlink(place).catch(() => '/');
    return resolve(dirname(place), words);
  });
  return relative(root, real).split(sep).join('/');
}

/** The same files by every path that leads to them through links: a glob may name either. */
export function behindLinks(files: readonly string[], links: readonly Link[]): readonly string[] {
  if (links.length === 0) return [];
  const found = new Set<string>();
  let newest: readonly string[] = files;
  for (let hop = 0; hop < MOST_HOPS && newest.length > 0; hop += 1) {
    newest = newest.flatMap((file) =>
      links
        .filter(({ target }) => file === target || file.startsWith(`${target}/`))
        .map(({ path, target }) => path + file.slice(target.length)),
    );
    for (const file of newest) found.add(file);
  }
  return [...found];
}

/** Links that git does not know yet: everything behind them is new. */
export async function newLinks(repository: Repository): Promise<readonly string[]> {
  const root = await rootOf(repository);
  return repository.status.untracked.filter((path) => {
    try {
      return lstatSync(join(root, path)).isSymbolicLink();
    } catch {
      return false;
    }
  });
}

async function rootOf({ cwd, prefix }: Repository): Promise<string> {
  return resolve(await realpath(cwd), upFrom(prefix));
}

const upFrom = (prefix: string): string => prefix.replace(/[^/]+\//gu, '../');
