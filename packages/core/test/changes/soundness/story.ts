import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { resolveChanges } from '../../../src/changes/resolve-changes.ts';
import { createAffected } from '../../../src/plan/affected.ts';
import { drawHistory, mergeTrees, type Commit, type History, type Tree } from './history.ts';
import { materialize, writeTree, type Materialized } from './materialize.ts';
import { bestCommon, differing, GLOBS } from './oracle.ts';

const KINDS = ['local', 'push', 'pull_request', 'merge commit', 'merge_group', '--base'] as const;
type Kind = (typeof KINDS)[number];

/** What one story showed. */
export interface Told {
  readonly kind: Kind;
  readonly depth: number | undefined;
  readonly scope: 'all' | 'files';
  readonly method: string;
  /** Checks that were skipped. */
  readonly skipped: number;
  /** Checks that were skipped although a file they name changed: there must be none. */
  readonly wrong: readonly string[];
}

/**
 * Draws a history, makes it a repository, clones it as CI or a developer would, and holds what would be skipped against
 * what the drawing says changed.
 */
export async function tellStory(choose: fc.GeneratorValue): Promise<Told> {
  const kind = choose(() => fc.constantFrom(...KINDS));
  const depth = choose(() => fc.constantFrom(undefined, 1, 2, 3, 50));
  const drawn = drawHistory(choose);
  const history = kind === 'merge commit' ? withMerge(choose, drawn) : drawn;
  using made = materialize(history);
  const cwd = cloneOf(made, choose, depth);
  writeTree(cwd, history.uncommitted);
  const env = { ...made.env, ...variables(kind, history, made) };
  const base = kind === '--base' ? 'origin/main' : undefined;
  const { changes } = await resolveChanges({ cwd, env, ...(base === undefined ? {} : { base }) });
  const changed = trueChanges(kind, history);
  const affected = createAffected(changes);
  const skipped = GLOBS.filter(([glob]) => !affected({ inputs: [glob] }).isAffected);
  const wrong = skipped.flatMap(([glob, matches]) =>
    changed.filter(matches).map((path) => `${glob} skipped, ${JSON.stringify(path)} changed`),
  );
  return { kind, depth, scope: changes.scope, method: changes.method, skipped: skipped.length, wrong };
}

/** GitHub's merge commit of a pull request, which becomes the commit under test. */
function withMerge(choose: fc.GeneratorValue, history: History): History {
  const { commits, main, topic } = history;
  const tree = mergeTrees(
    choose,
    [main, topic].map((tip) => (commits[tip] as Commit).tree),
  );
  return { ...history, commits: [...commits, { parents: [main, topic], tree }], topic: commits.length };
}

function cloneOf(made: Materialized, choose: fc.GeneratorValue, depth: number | undefined): string {
  const { git, home, dir } = made;
  const branch = choose(() => fc.constantFrom('--single-branch', '--no-single-branch'));
  const shallow = depth === undefined ? [] : ['--depth', String(depth)];
  git(home, 'clone', '-q', ...shallow, branch, '--branch', 'topic', `file://${dir}`, 'clone');
  const cwd = join(home, 'clone');
  // A remote that is gone, now and then: nothing more can be fetched.
  if (choose(fc.nat, { max: 2 }) === 0) git(cwd, 'remote', 'set-url', 'origin', `file://${home}/gone`);
  return cwd;
}

function variables(kind: Kind, history: History, made: Materialized): Record<string, string> {
  const { sha } = made;
  const { commits, main, topic } = history;
  const event = (name: string, payload: unknown, more: Record<string, string>): Record<string, string> => {
    const file = join(made.home, 'event.json');
    writeFileSync(file, JSON.stringify(payload));
    return { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: file, ...more };
  };
  const repository = { default_branch: 'main' };
  const base = { sha: sha(main), ref: 'main' };
  switch (kind) {
    case 'push':
      return event('push', { repository, before: sha(0) }, { GITHUB_REF: 'refs/heads/topic' });
    case 'pull_request':
      return event(
        'pull_request',
        { pull_request: { base, head: { sha: sha(topic) } } },
        { GITHUB_BASE_REF: 'main' },
      );
    case 'merge commit': {
      const second = commits[topic]?.parents[1] ?? topic;
      return event(
        'pull_request',
        { pull_request: { base, head: { sha: sha(second) } } },
        { GITHUB_BASE_REF: 'main' },
      );
    }
    case 'merge_group': {
      const built = { base_sha: sha(groupBase(history)), base_ref: 'refs/heads/main' };
      return event(
        'merge_group',
        { merge_group: built },
        { GITHUB_REF: 'refs/heads/gh-readonly-queue/main/pr-1' },
      );
    }
    default:
      return {};
  }
}

/** A group is built on its base: an ancestor of the commit under test, whatever the drawing calls main. */
function groupBase({ commits, topic }: History): number {
  return commits[topic]?.parents[0] ?? topic;
}

/** What changed in truth, by the drawing alone. */
function trueChanges(kind: Kind, history: History): readonly string[] {
  const { commits, main, topic, uncommitted } = history;
  const treeOf = (commit: number): Tree => (commits[commit] as Commit).tree;
  const bases = (): readonly number[] => {
    if (kind === 'merge commit') return [main];
    return kind === 'merge_group' ? [groupBase(history)] : bestCommon(history, main, topic);
  };
  const committed = bases().flatMap((base) => differing(treeOf(base), treeOf(topic)));
  return [...new Set([...committed, ...uncommitted.keys()])];
}
