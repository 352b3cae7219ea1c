/** What differs between two trees. */
export interface TreeDifference {
  /** Relative to the repository's root, as git writes them; both sides of a rename. */
  readonly files: readonly string[];
  /** Those of them that are, or were, submodules or links: what differs behind them, git does not list. */
  readonly opaque: readonly string[];
}

const OPAQUE: readonly string[] = ['160000', '120000'];

/** Reads `git diff-tree -r --raw --no-renames -z`: a line of modes and hashes, then the path, each ended by NUL. */
export function parseRawDiff(text: string): TreeDifference {
  const files: string[] = [];
  const opaque: string[] = [];
  const entries = text.split('\0');
  for (let index = 0; index + 1 < entries.length; index += 2) {
    const [modes = '', path = ''] = [entries[index], entries[index + 1]];
    files.push(path);
    if (OPAQUE.includes(modes.slice(1, 7)) || OPAQUE.includes(modes.slice(8, 14))) opaque.push(path);
  }
  return { files, opaque };
}
