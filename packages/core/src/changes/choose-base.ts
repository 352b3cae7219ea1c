import { defaultBranch, findBranch, isReleaseBranch, shortRef, type KnownBranch } from './default-branch.ts';
import type { CiEvent } from './read-event.ts';
import type { Repository } from './read-repository.ts';

/** What to compare with, before any history is read. */
export type Choice =
  /** Everything counts as changed, and why. */
  | { readonly method: string; readonly whole: string }
  | {
      readonly method: string;
      /** The branch or ref, for people. */
      readonly what: string;
      /** How the commit follows from it, for people. */
      readonly how: string;
      /** Commits and refs whose common commits with HEAD are looked for; each of them counts. */
      readonly tips: readonly string[];
      /** The branch to fetch where a shallow clone does not have it. */
      readonly branch?: string;
      /** A commit to fetch by itself: HEAD is known to be built on it. */
      readonly builtOn?: string;
    };

interface ChooseInput {
  /** From `--base`. */
  readonly base?: string;
  readonly repository: Pick<Repository, 'env' | 'status' | 'refs'>;
  readonly event?: CiEvent;
}

/**
 * The table of events: which commit each compares with. What is merged (a pull request, a merge group, a branch on its
 * way) is compared with where it goes; what stands for itself (the default branch, a release, a tag, a schedule) is
 * looked at as a whole. An event that is not in the table is not guessed at.
 */
export function chooseBase({ base, repository, event }: ChooseInput): Choice {
  const variable = repository.env['SLUICE_BASE'];
  if (base !== undefined && base !== '') return named(base, 'base-option', 'merge-base');
  if (variable !== undefined && variable !== '')
    return named(variable, 'base-variable', 'merge-base, from SLUICE_BASE');
  if (event === undefined) return local(repository);
  const { name, ref } = event;
  if (name.startsWith('pull_request')) return pullRequest(repository, event);
  if (name === 'merge_group') return mergeGroup(repository, event);
  if (ref?.startsWith('refs/tags/') === true || name === 'release')
    return whole('tag', 'a tag is looked at as a whole');
  if (name === 'push') return push(repository, event);
  const known = WHOLE[name];
  if (known !== undefined) return whole(name.replace(/_/gu, '-'), known);
  return whole('unknown-event', `no base is known for the event ${event.name}`);
}

const WHOLE: Readonly<Record<string, string>> = {
  schedule: 'a scheduled run looks at everything',
  workflow_dispatch: 'a run by hand looks at everything',
  repository_dispatch: 'a run by hand looks at everything',
};

const whole = (method: string, why: string): Choice => ({ method, whole: why });

function named(base: string, method: string, how: string): Choice {
  // A name that git would take for an option is no name of a commit.
  if (base.startsWith('-')) return whole('base-unknown', `${base} is not the name of a commit`);
  const branch = /^(?:refs\/remotes\/)?origin\/(.+)$/u.exec(base)?.[1];
  return { method, what: base, how, tips: [base], ...(branch === undefined ? {} : { branch }) };
}

function local({ status, refs }: ChooseInput['repository']): Choice {
  const main = defaultBranch(refs, undefined);
  if (main === undefined) return whole('no-base', 'no default branch is known here to compare with');
  const alone = isClean(status) ? standsAlone(status.branch, main.name) : undefined;
  if (alone !== undefined) return whole(alone.method, `${alone.why}, and nothing is uncommitted`);
  return { method: 'merge-base', what: shortRef(main.ref), how: 'merge-base', tips: [main.ref] };
}

function isClean({ files }: Repository['status']): boolean {
  return files.length === 0;
}

function standsAlone(branch: string | undefined, main: string): { method: string; why: string } | undefined {
  if (branch === undefined) return undefined;
  if (branch === main) return { method: 'default-branch', why: `${branch} is the default branch` };
  if (isReleaseBranch(branch)) return { method: 'release-branch', why: `${branch} is a release branch` };
  return undefined;
}

function pullRequest({ refs }: ChooseInput['repository'], event: CiEvent): Choice {
  const { baseBranch, baseSha } = event;
  const target = baseBranch === undefined ? undefined : findBranch(refs, baseBranch);
  return into({
    method: event.name === 'pull_request_target' ? 'pull-request-target' : 'pull-request',
    how: 'merge-base of the pull request',
    target,
    event,
    tips: tipsOf(target, baseSha),
  });
}

function mergeGroup({ refs }: ChooseInput['repository'], event: CiEvent): Choice {
  const { baseBranch, baseSha } = event;
  const target = baseBranch === undefined ? undefined : findBranch(refs, baseBranch);
  const choice = into({
    method: 'merge-group',
    how: 'base of the merge group',
    target,
    event,
    tips: tipsOf(target, baseSha),
  });
  return baseSha === undefined || 'whole' in choice ? choice : { ...choice, builtOn: baseSha };
}

/**
 * What a remote has of the branch, and the event's own word for it. Both, for the clone's branch may be behind, and a
 * group may be built on another one that is not merged yet; a branch of this machine only where there is neither.
 */
function tipsOf(target: KnownBranch | undefined, sha: string | undefined): readonly string[] {
  const ofRemote = target?.ref.startsWith('refs/remotes/') === true ? [target.ref] : [];
  const tips = [...ofRemote, ...(sha === undefined ? [] : [sha])];
  return tips.length > 0 || target === undefined ? tips : [target.ref];
}

function into(input: {
  readonly method: string;
  readonly how: string;
  readonly target: KnownBranch | undefined;
  readonly event: CiEvent;
  readonly tips: readonly string[];
}): Choice {
  const { method, how, event, tips } = input;
  const { baseBranch } = event;
  if (tips.length === 0 && baseBranch === undefined)
    return whole('no-base', `the event ${event.name} does not say what it goes into`);
  return {
    method,
    what: baseBranch ?? 'the base',
    how,
    tips,
    ...(baseBranch === undefined ? {} : { branch: baseBranch }),
  };
}

function push({ refs }: ChooseInput['repository'], event: CiEvent): Choice {
  const branch = event.ref?.startsWith('refs/heads/') === true ? event.ref.slice(11) : undefined;
  if (branch === undefined) return whole('no-base', 'the push does not say to which branch');
  const main = defaultBranch(refs, event.defaultBranch);
  const name = main?.name ?? event.defaultBranch;
  const alone = standsAlone(branch, name ?? branch);
  if (name === undefined) return whole('no-base', 'no default branch is known here to compare with');
  if (alone !== undefined) return whole(alone.method, `${alone.why}, and a push to it is looked at whole`);
  const isNew = event.before !== undefined && /^0+$/u.test(event.before);
  const method = isNew ? 'new-branch' : event.isForced ? 'force-push' : 'push';
  const how = isNew
    ? 'merge-base, the branch is new'
    : event.isForced
      ? 'merge-base, after a force push'
      : 'merge-base';
  const tips = main === undefined ? [] : [main.ref];
  return { method, what: main === undefined ? name : shortRef(main.ref), how, tips, branch: name };
}
