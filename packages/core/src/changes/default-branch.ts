import { DEFAULT_NAMES, type Refs } from './read-repository.ts';

/** A branch and the ref to compare with. */
export interface KnownBranch {
  /** Without `refs/heads/` or a remote's name. */
  readonly name: string;
  readonly ref: string;
}

/** The ref of a branch: what a remote has of it, origin's first, for a local branch may be old or one's own. */
export function findBranch(refs: Refs, name: string): KnownBranch | undefined {
  const ofRemotes = [...refs.keys()].filter((ref) => remoteBranch(ref) === name).sort();
  const origin = `refs/remotes/origin/${name}`;
  const local = `refs/heads/${name}`;
  const ref = refs.has(origin) ? origin : (ofRemotes[0] ?? (refs.has(local) ? local : undefined));
  return ref === undefined ? undefined : { name, ref };
}

/** The default branch: as the event names it, as the remote names it, else by the usual names. */
export function defaultBranch(refs: Refs, named: string | undefined): KnownBranch | undefined {
  if (named !== undefined) return findBranch(refs, named);
  const heads = [...refs].filter(([ref, { points }]) => points !== undefined && ref.endsWith('/HEAD')).sort();
  const [, head] = heads.find(([ref]) => ref === 'refs/remotes/origin/HEAD') ?? heads[0] ?? [];
  const name = head?.points === undefined ? undefined : remoteBranch(head.points);
  if (name !== undefined && head?.points !== undefined) return { name, ref: head.points };
  for (const usual of DEFAULT_NAMES) {
    const found = findBranch(refs, usual);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `refs/remotes/origin/main` as people write it: `origin/main`. */
export function shortRef(ref: string): string {
  return ref.replace(/^refs\/(?:remotes|heads)\//u, '');
}

/** What is released is looked at as a whole: there is no branch that its difference would be a difference from. */
export function isReleaseBranch(name: string): boolean {
  return /^(?:releases?|stable|maintenance|support)(?:[/-]|$)|^v?\d+(?:\.\d+)*(?:\.x)?$|-stable$/u.test(name);
}

function remoteBranch(ref: string): string | undefined {
  return /^refs\/remotes\/[^/]+\/(.+)$/u.exec(ref)?.[1];
}
