import { lstatSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { git } from './git.ts';
import type { Repository } from './read-repository.ts';

/** A link that git knows, and the place in the repository that it leads to; both from its root, as git writes paths. */
export interface Link {
  readonly path: string;
  readonly target: string;
}

/** How often a link may lead through another one. */
const MOST_HOPS = 3;

/** The links of the repository that lead to another place in it. One call of git; most repositories have none. */
export async function readLinks(repository: Repository): Promise<readonly Link[]> {
  const { cwd, env } = repository;
  const root = await rootOf(repository);
  const text = await git(cwd, ['ls-files', '--stage', '-z', '--full-name', '--', ':/'], env);
  const links = await Promise.all(
    linksIn(text ?? '').map(async (path) => {
      const real = await realpath(join(root, path)).catch(() => undefined);
      const target = real === undefined ? '..' : relative(root, real).split(sep).join('/');
      return { path, target };
    }),
  );
  // One that leads to a folder around it would go round for ever.
  return links.filter(
    ({ path, target }) => target !== '' && !target.startsWith('..') && !path.startsWith(`${target}/`),
  );
}

/** Searched for, not split: a hundred thousand entries, of which hardly any is a link. */
function linksIn(text: string): readonly string[] {
  const found: string[] = [];
  const mark = '\u0000120000 ';
  const entries = `\0${text}`;
  for (let at = entries.indexOf(mark); at !== -1; at = entries.indexOf(mark, at + 1)) {
    const end = entries.indexOf('\0', at + 1);
    found.push(entries.slice(entries.indexOf('\t', at) + 1, end === -1 ? undefined : end));
  }
  return found;
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
