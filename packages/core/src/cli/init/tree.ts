/** A repository as `init` sees it: what files there are, and what they say. Tests give one that is in memory. */
export interface Tree {
  /** Paths of files, relative to the folder, with forward slashes, sorted. */
  readonly files: readonly string[];
  /** The text of a file; undefined when it is not there, cannot be read, or is too large to be a person's. */
  readonly read: (path: string) => string | undefined;
  /** True when there was more than is looked at: counts are then too low. */
  readonly isPartial: boolean;
}

/** A tree of texts by path. */
export function treeOf(texts: Readonly<Record<string, string>>): Tree {
  return { files: Object.keys(texts).toSorted(), read: (path) => texts[path], isPartial: false };
}

/** Whether any file lies in the folder. */
export function hasFolder(tree: Tree, folder: string): boolean {
  return tree.files.some((path) => path.startsWith(`${folder}/`));
}

/** The files of a folder itself, or of the root with `''`, as names. */
export function namesIn(tree: Tree, folder: string): readonly string[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  return tree.files
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length))
    .filter((name) => !name.includes('/'));
}

/** The folders of a folder, or of the root with `''`, as names. */
export function foldersIn(tree: Tree, folder: string): readonly string[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  const names = tree.files
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length))
    .filter((name) => name.includes('/'))
    .map((name) => name.slice(0, name.indexOf('/')));
  return [...new Set(names)];
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
