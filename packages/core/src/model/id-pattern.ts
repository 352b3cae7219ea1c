/** A check id or a glob over ids, compiled once. */
export interface IdPattern {
  readonly pattern: string;
  readonly isGlob: boolean;
  /** Takes an id with its cell. A pattern without a cell means all cells. */
  readonly matches: (id: string) => boolean;
}

/** `python/pytest` of `python/pytest@3.11`. */
export function checkIdOf(id: string): string {
  const at = id.indexOf('@');
  return at === -1 ? id : id.slice(0, at);
}

/** Compiles a pattern over check ids: `python/pytest`, `python/pytest@3.11`, `python/*`, `python/*@legacy,*`. */
export function compileIdPattern(pattern: string): IdPattern {
  const isGlob = hasGlob(pattern);
  const test = compileGlob(pattern);
  return { pattern, isGlob, matches: (id) => test(id) || test(checkIdOf(id)) };
}

/** True when a pattern has a character with a meaning beyond itself. */
export function hasGlob(pattern: string): boolean {
  return /[*?]/u.test(pattern);
}

/**
 * Compiles a glob over names: `*` stops at `/`, `**` does not, `?` is one character. Nothing else is special, for
 * cells hold commas, dots and brackets of their own; the richer globs are for paths.
 */
export function compileGlob(pattern: string): (text: string) => boolean {
  if (!hasGlob(pattern)) return (text) => text === pattern;
  const source = pattern.replace(/\*{2,}|[*?]|[\\^$.|+()[\]{}]/gu, (part) => {
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    return part.startsWith('*') ? '.*' : `\\${part}`;
  });
  const expression = new RegExp(`^${source}$`, 'su');
  return (text) => expression.test(text);
}
