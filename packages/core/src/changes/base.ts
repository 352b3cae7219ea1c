import { chooseBase, type Choice } from './choose-base.ts';
import { findBranch } from './default-branch.ts';
import { deepen } from './deepen.ts';
import { git } from './git.ts';
import { mergeBases } from './merge-bases.ts';
import type { CiEvent } from './read-event.ts';
import { readRefs, type Repository } from './read-repository.ts';

/** Which commits to compare with, by which method and why. */
export interface Base {
  /** Stable code: `pull-request`, `merge-base`, `default-branch`, `base-unknown`, … */
  readonly method: string;
  /** For people: `origin/main 3f2c1ab (merge-base)`, or why everything counts as changed. */
  readonly words: string;
  /** Empty: everything counts as changed. More than one where branches were merged into each other. */
  readonly commits: readonly string[];
}

interface BaseRequest {
  /** From `--base`. */
  readonly base?: string;
  readonly repository: Repository;
  readonly event?: CiEvent;
  /** A machine of a CI system, whatever it says of its event. */
  readonly isCi: boolean;
  /** A shallow clone may be deepened, once. */
  readonly mayFetch: boolean;
}

type Comparison = Exclude<Choice, { readonly whole: string }>;

/**
 * Finds the commits to compare with. Where none is known for certain there are none, and everything counts as
 * changed: an older or a newer commit in its place would hide what changed in between.
 */
export async function resolveBase(request: BaseRequest): Promise<Base> {
  const { repository, event } = request;
  const choice = await nameForcePush(chooseBase(request), request);
  if ('whole' in choice) return { method: choice.method, words: choice.whole, commits: [] };
  const parent = choice.method.startsWith('pull-request')
    ? await parentOfMerge(repository, event)
    : undefined;
  if (parent !== undefined) {
    const isThere = await ensureCommit(request, parent);
    if (isThere) return known({ ...choice, how: 'first parent of the merge commit' }, [parent]);
  }
  const commits = await findCommits(request, choice, parent === undefined);
  if (commits.length === 0) {
    const words = `no common commit with ${choice.what} is known here`;
    return { method: 'base-unknown', words: `${words}${shallowWords(request)}`, commits };
  }
  // Other CI systems do not say on which branch they are; a commit that the default branch has is on it.
  if (request.isCi && event === undefined && isLocalChoice(choice) && commits.includes(headOf(repository)))
    return { method: 'default-branch', words: `this commit is on ${choice.what} already`, commits: [] };
  return known(choice, commits);
}

function known({ method, what, how }: Comparison, commits: readonly string[]): Base {
  const short = commits.map((commit) => commit.slice(0, 7)).join(' and ');
  return { method, words: `${what} ${short} (${how})`, commits };
}

const headOf = ({ status }: Repository): string => status.sha ?? '';

const isLocalChoice = ({ method }: Choice): boolean => method === 'merge-base';

function shallowWords({ repository, mayFetch }: BaseRequest): string {
  if (!repository.isShallow) return '';
  return mayFetch
    ? '; the clone is shallow, and fetching more of it once was not enough: use fetch-depth: 0'
    : '; the clone is shallow';
}

/**
 * GitHub checks a pull request out as a merge commit made for it: its first parent is what it goes into, and a clone
 * of depth 1 is enough to know that, for the commit itself names its parents. Only with the pull request's own tip as
 * second parent: any other merge commit is one that somebody pushed.
 */
async function parentOfMerge(
  repository: Repository,
  event: CiEvent | undefined,
): Promise<string | undefined> {
  if (event?.headSha === undefined || headOf(repository) === event.headSha) return undefined;
  const text = await git(repository.cwd, ['cat-file', 'commit', 'HEAD'], repository.env);
  const [head = ''] = (text ?? '').split('\n\n');
  const [first, second, ...more] = [...head.matchAll(/^parent ([0-9a-f]{40,64})$/gmu)].map(([, sha]) => sha);
  return second === event.headSha && more.length === 0 ? first : undefined;
}

/** Fetches a commit that a shallow clone lacks. */
async function ensureCommit({ repository, mayFetch }: BaseRequest, commit: string): Promise<boolean> {
  if (await hasCommit(repository, commit)) return true;
  if (!repository.isShallow || !mayFetch) return false;
  await deepen(repository, { commit });
  return hasCommit(repository, commit);
}

async function hasCommit({ cwd, env }: Repository, commit: string): Promise<boolean> {
  return (await git(cwd, ['cat-file', '-e', `${commit}^{commit}`], env)) !== null;
}

async function findCommits(
  request: BaseRequest,
  choice: Comparison,
  mayFetch: boolean,
): Promise<readonly string[]> {
  const { repository } = request;
  const found = await commonCommits(repository, choice.tips);
  const isWhole = !repository.isShallow || found.every(({ length }) => length > 0);
  const first = distinct(found);
  if (isWhole && first.length > 0) return first;
  // A clone of one branch alone is whole and still lacks the other one.
  const { branch } = choice;
  const lacksBranch = branch !== undefined && findBranch(repository.refs, branch) === undefined;
  if (!repository.isShallow && !lacksBranch) return first;
  // A group is built on its base, so that the one commit is enough; else more of the history is needed.
  if (choice.builtOn !== undefined && repository.isShallow)
    return (await ensureCommit(request, choice.builtOn)) ? [choice.builtOn] : [];
  if (!request.mayFetch || !mayFetch) return first;
  await deepen(repository, branch === undefined ? {} : { branch });
  const { cwd, env } = repository;
  const refs = branch === undefined ? undefined : await readRefs(cwd, env, [branch]);
  const fetched = [...(refs?.keys() ?? [])].filter((ref) => ref.endsWith(`/${branch}`));
  const remotes = fetched.filter((ref) => ref.startsWith('refs/remotes/'));
  const tips = [...new Set([...choice.tips, ...remotes.slice(0, 1)])];
  return distinct(await commonCommits(repository, tips));
}

const distinct = (found: readonly (readonly string[])[]): readonly string[] => [...new Set(found.flat())];

/** By tip. One that is not there says nothing: an empty list. */
function commonCommits(
  repository: Repository,
  tips: readonly string[],
): Promise<readonly (readonly string[])[]> {
  return Promise.all(tips.map((tip) => mergeBases(repository, tip)));
}

/** Whether a push was forced, where the event does not say: only its words depend on it, and only one call of git. */
async function nameForcePush(choice: Choice, { repository, event }: BaseRequest): Promise<Choice> {
  if (choice.method !== 'push' || 'whole' in choice || event?.before === undefined) return choice;
  const { cwd, env, isShallow } = repository;
  const isAncestor = await git(cwd, ['merge-base', '--is-ancestor', event.before, 'HEAD'], env);
  if (isAncestor !== null || isShallow) return choice;
  return { ...choice, method: 'force-push', how: 'merge-base, after a force push' };
}
