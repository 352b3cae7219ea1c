import type { Changes } from '../model/changes.ts';
import { resolveBase, type Base } from './base.ts';
import { changedFiles } from './changed-files.ts';
import type { Commit } from './commit.ts';
import { commitOf } from './parse-status.ts';
import { readEvent, type CiEvent } from './read-event.ts';
import { readRepository, type Repository } from './read-repository.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What was asked for: everything, or a comparison with one commit. */
export interface ChangesRequest {
  readonly cwd: string;
  readonly env: Env;
  /** A machine of a CI system. */
  readonly isCi?: boolean;
  readonly all?: boolean;
  /** From `--base`, else SLUICE_BASE. */
  readonly base?: string;
}

/** What changed, and where the work tree stands. */
export interface ResolvedChanges {
  readonly changes: Changes;
  /** Undefined without git, outside a repository, and before the first commit. */
  readonly commit?: Commit;
  /**
   * Files that differ from another commit, from the config's folder, for who has a result of that commit. Null where
   * git cannot say, or does not list all of it.
   */
  readonly filesSince: (commit: string) => Promise<readonly string[] | null>;
}

/**
 * Which files count as changed. Without a base that is known for certain everything does: an empty or a guessed
 * difference is never a proof that nothing is affected.
 */
export async function resolveChanges(request: ChangesRequest): Promise<ResolvedChanges> {
  const { cwd, env, all } = request;
  const event = await readEvent(env);
  const branches = [event?.baseBranch, event?.defaultBranch].filter((branch) => branch !== undefined);
  const untracked = all === true ? 'normal' : 'all';
  const repository = await readRepository(cwd, env, { untracked, branches });
  if ('words' in repository)
    return {
      changes: all === true ? ALL : everything(repository.method, repository.words),
      filesSince: () => Promise.resolve(null),
    };
  const commit = commitOf(repository.status);
  const mayFetch = all !== true || isMerged(event);
  const base = await resolveBase({
    base: request.base,
    repository,
    event,
    isCi: request.isCi === true,
    mayFetch,
  });
  const changes = all === true ? ALL : await compare(repository, base);
  const [first] = base.commits;
  const head = repository.status.sha;
  return {
    changes: {
      ...changes,
      ...(first === undefined ? {} : { base: first }),
      ...(head === undefined ? {} : { head }),
    },
    ...(commit === undefined ? {} : { commit }),
    filesSince: (other) => filesSince(repository, other),
  };
}

const everything = (method: string, why: string): Changes => ({
  scope: 'all',
  method,
  reason: `all files (${why})`,
  files: [],
});

const ALL = everything('all-requested', '--all');

/** Where the lock of the merge base is owed, with `--all` too: asking for everything must not hide a weakening. */
function isMerged(event: CiEvent | undefined): boolean {
  return event !== undefined && /^(?:pull_request|merge_group)/u.test(event.name);
}

async function compare(repository: Repository, base: Base): Promise<Changes> {
  const { method, words, commits } = base;
  if (commits.length === 0) return everything(method, words);
  const changed = await changedFiles(repository, commits);
  if (changed === null) return everything('no-difference', `git could not compare with ${words}`);
  const { files, uncommitted, opaque } = changed;
  if (files.length === 0) return everything('empty-difference', `nothing differs from ${words}`);
  const [first] = opaque;
  if (first !== undefined)
    return everything(
      'unlisted',
      `${first} differs, a link, a submodule or a repository of its own, and git does not list what is behind it`,
    );
  const own = uncommitted === 0 ? '' : ` + ${uncommitted} uncommitted`;
  const count = `${files.length} ${files.length === 1 ? 'file' : 'files'} changed`;
  return { scope: 'files', method, reason: `${words}${own}, ${count}`, files };
}

async function filesSince(repository: Repository, commit: string): Promise<readonly string[] | null> {
  const changed = await changedFiles(repository, [commit]);
  return changed === null || changed.opaque.length > 0 ? null : changed.files;
}
