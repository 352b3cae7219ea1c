/** The keys of the check jobs in the workflow, by the glob of `jobs`: `check`, `check-python`. */
export function jobKeys(globs: readonly string[]): ReadonlyMap<string, string> {
  const keys = new Map([['', 'check']]);
  const used = new Set(['check']);
  for (const glob of globs) {
    const word = glob.replace(/[^A-Za-z0-9]+/gu, '-').replace(/^-+|-+$/gu, '') || 'other';
    let key = `check-${word}`.toLowerCase();
    for (let count = 2; used.has(key); count += 1) key = `check-${word}-${count}`.toLowerCase();
    used.add(key);
    keys.set(glob, key);
  }
  return keys;
}
