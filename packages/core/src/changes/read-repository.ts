import { askGit } from './git.ts';
import { parseStatus, type Status } from './parse-status.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The repository around a folder, as far as the question "what changed" needs it. */
export interface Repository {
  /** The folder itself; git is called here. */
  readonly cwd: string;
  readonly env: Env;
  /** The folder from the repository's root, with a slash at the end; empty at the root. */
  readonly prefix: string;
  readonly isShallow: boolean;
  /** The file that names the commits at which a shallow clone ends, from `cwd`. */
  readonly shallowFile: string;
  readonly status: Status;
  readonly refs: Refs;
}

/** Refs that may be the default branch, by full name. `points`: where a symbolic one leads. */
export type Refs = ReadonlyMap<string, { readonly sha: string; readonly points?: string }>;

/** Why there is no repository to ask. */
export interface NoRepository {
  readonly method: 'no-git' | 'no-repository' | 'git-refused' | 'no-commit';
  readonly words: string;
}

/** Branches that are taken for the default one where the remote does not say, the likeliest first. */
export const DEFAULT_NAMES = ['main', 'master', 'trunk'] as const;

/**
 * Reads a repository in three calls of git that run beside one another, whatever its size: one of them,
 * `git status`, looks at the files. `branches` are those that an event names.
 */
export async function readRepository(
  cwd: string,
  env: Env,
  { untracked, branches }: { readonly untracked: 'all' | 'normal'; readonly branches: readonly string[] },
): Promise<Repository | NoRepository> {
  const [facts, status, refs] = await Promise.all([
    askGit(cwd, FACTS, env),
    askGit(cwd, [...STATUS, `--untracked-files=${untracked}`], env),
    readRefs(cwd, env, branches),
  ]);
  if (!facts.isOk) return noRepository(facts);
  const [isBare, isShallow, shallowFile = '', ...prefix] = facts.text.replace(/\n$/u, '').split('\n');
  if (isBare === 'true') return { method: 'no-repository', words: 'this is a bare clone, without files' };
  if (!status.isOk) return { method: 'git-refused', words: `git does not say what differs: ${status.words}` };
  const parsed = parseStatus(status.text);
  if (parsed.sha === undefined) return { method: 'no-commit', words: 'there is no commit yet' };
  return {
    cwd,
    env,
    prefix: prefix.join('\n'),
    isShallow: isShallow === 'true',
    shallowFile,
    status: parsed,
    refs,
  };
}

const FACTS = [
  'rev-parse',
  '--is-bare-repository',
  '--is-shallow-repository',
  '--git-path',
  'shallow',
  '--show-prefix',
];

// Whatever the repository's own settings say: a submodule that is to be ignored is one whose change would be missed.
const STATUS = [
  'status',
  '--porcelain=v2',
  '--branch',
  '-z',
  '--no-renames',
  '--no-ahead-behind',
  '--ignore-submodules=none',
];

function noRepository({ isMissing, words }: { readonly isMissing: boolean; readonly words: string }) {
  if (isMissing) return { method: 'no-git', words: 'git is not installed' } as const;
  return words.startsWith('not a git repository')
    ? ({ method: 'no-repository', words: 'this is not a git repository' } as const)
    : ({ method: 'git-refused', words: `git refuses: ${words}` } as const);
}

/** The default branch by every name it may have, and the branches that an event names. */
export async function readRefs(cwd: string, env: Env, branches: readonly string[]): Promise<Refs> {
  const names = [...DEFAULT_NAMES, ...branches];
  const patterns = names.flatMap((name) => [`refs/remotes/*/${name}`, `refs/heads/${name}`]);
  const format = '--format=%(refname)%00%(objectname)%00%(symref)';
  const answer = await askGit(cwd, ['for-each-ref', format, '--', 'refs/remotes/*/HEAD', ...patterns], env);
  const refs = new Map<string, { readonly sha: string; readonly points?: string }>();
  for (const line of answer.isOk ? answer.text.split('\n') : []) {
    const [name = '', sha = '', points = ''] = line.split('\0');
    if (sha !== '') refs.set(name, points === '' ? { sha } : { sha, points });
  }
  return refs;
}
