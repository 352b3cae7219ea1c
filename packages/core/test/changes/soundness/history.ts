import * as fc from 'fast-check';

/** What a commit holds: path to content. */
export type Tree = ReadonlyMap<string, string>;

/** A commit by its place in the list of all: its parents come before it. */
export interface Commit {
  readonly parents: readonly number[];
  readonly tree: Tree;
}

/** A history as a drawing of it would show: nothing of git. */
export interface History {
  readonly commits: readonly Commit[];
  /** Tip of the default branch. */
  readonly main: number;
  /** Tip of the branch under test. */
  readonly topic: number;
  /** Files that are other ones in the work tree. */
  readonly uncommitted: Tree;
}

const PATHS = [
  'a/x.py',
  'a/y.txt',
  'a/deep/z.py',
  'b/x.py',
  'b/two\nlines.txt',
  'c/"quoted" \'x\'.txt',
  '\u00fc/z.py',
  'd.txt',
  'sp ace/t\tab.py',
] as const;
const CONTENTS = ['0', '1', '2'] as const;

/** Draws a history: forks, merges of any two commits, renames, deletions, changes that are taken back, second roots. */
export function drawHistory(choose: fc.GeneratorValue): History {
  const count = choose(fc.integer, { min: 2, max: 14 });
  const commits: Commit[] = [];
  for (let index = 0; index < count; index += 1) commits.push(drawCommit(choose, commits));
  const any = (): number => choose(fc.nat, { max: commits.length - 1 });
  const uncommitted = choose(fc.boolean) ? edit(choose, new Map()) : new Map<string, string>();
  return { commits, main: any(), topic: commits.length - 1, uncommitted };
}

function drawCommit(choose: fc.GeneratorValue, commits: readonly Commit[]): Commit {
  const last = commits.length - 1;
  const parents = drawParents(choose, last);
  const trees = parents.map((parent) => (commits[parent] as Commit).tree);
  return { parents, tree: edit(choose, mergeTrees(choose, trees)) };
}

function drawParents(choose: fc.GeneratorValue, last: number): readonly number[] {
  if (last < 0 || choose(fc.nat, { max: 15 }) === 0) return [];
  const any = (): number => choose(fc.nat, { max: last });
  // Mostly the newest one, so that branches grow long.
  const first = choose(fc.boolean) ? last : any();
  const second = any();
  return choose(fc.nat, { max: 3 }) === 0 && second !== first ? [first, second] : [first];
}

/** A merge takes each file from any of its parents, as one with conflicts may. */
export function mergeTrees(choose: fc.GeneratorValue, trees: readonly Tree[]): Tree {
  const [first = new Map<string, string>(), second] = trees;
  if (second === undefined) return first;
  const merged = new Map<string, string>();
  for (const path of PATHS) {
    const content = (choose(fc.boolean) ? first : second).get(path);
    if (content !== undefined) merged.set(path, content);
  }
  return merged;
}

function edit(choose: fc.GeneratorValue, tree: Tree): Tree {
  const edited = new Map(tree);
  const edits = choose(fc.nat, { max: 3 });
  for (let index = 0; index < edits; index += 1) {
    const path = choose(() => fc.constantFrom(...PATHS));
    const content = edited.get(path);
    const kind = choose(fc.nat, { max: 3 });
    if (kind === 0) edited.delete(path);
    else if (kind === 1 && content !== undefined) {
      edited.delete(path);
      edited.set(
        choose(() => fc.constantFrom(...PATHS)),
        content,
      );
    } else
      edited.set(
        path,
        choose(() => fc.constantFrom(...CONTENTS)),
      );
  }
  return edited;
}
