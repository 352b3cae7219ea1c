/** `1 file`, `21 files`. */
export function filesPhrase(count: number): string {
  return `${count} file${count === 1 ? '' : 's'}`;
}

/** Why a tool that saw no file is no clean lint. */
export function nothingToLookAt(paths: readonly string[]): string {
  return `nothing to look at: no Python file in ${paths.map((path) => (path === '.' ? 'this folder' : path)).join(', ')}`;
}
