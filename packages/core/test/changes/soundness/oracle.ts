import type { History, Tree } from './history.ts';

/** All best common commits of two, found by walking the whole drawing: git has no part in it. */
export function bestCommon({ commits }: History, one: number, other: number): readonly number[] {
  const ancestors = (tip: number): ReadonlySet<number> => {
    const seen = new Set([tip]);
    for (const commit of seen) for (const parent of commits[commit]?.parents ?? []) seen.add(parent);
    return seen;
  };
  const [mine, theirs] = [ancestors(one), ancestors(other)];
  const common = [...mine].filter((commit) => theirs.has(commit));
  return common.filter((commit) => !common.some((later) => later !== commit && ancestors(later).has(commit)));
}

/** Paths whose content differs, those that only one side has too: both sides of a rename, and deletions. */
export function differing(before: Tree, after: Tree): readonly string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path));
}

/** Globs, each with what it means said in another way than a glob. */
export const GLOBS: readonly (readonly [string, (path: string) => boolean])[] = [
  ['a/**', (path) => path.startsWith('a/')],
  ['b', (path) => path.startsWith('b/')],
  ['**/*.py', (path) => path.endsWith('.py')],
  ['b/*.txt', (path) => path.startsWith('b/') && path.endsWith('.txt') && path.split('/').length === 2],
  ['c/**/*.txt', (path) => path.startsWith('c/') && path.endsWith('.txt')],
  ['u\u0308/**', (path) => path.startsWith('\u00fc/')],
  ['d.txt', (path) => path === 'd.txt'],
  ['sp ace/**', (path) => path.startsWith('sp ace/')],
  ['**', () => true],
];
