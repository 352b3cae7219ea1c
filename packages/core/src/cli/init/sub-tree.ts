import type { Tree } from './tree.ts';

/** A folder of a tree, as a tree of its own. */
export function subTree(tree: Tree, folder: string): Tree {
  const prefix = `${folder}/`;
  return {
    files: tree.files.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length)),
    read: (path) => tree.read(`${prefix}${path}`),
    isPartial: tree.isPartial,
  };
}
