const LONGEST = 120;

/**
 * A file name for each id with cell: `python/pytest@3.12` becomes `python-pytest-3.12`. Different ids get different
 * names, also where letters of different case are one file; the same ids get the same names every time.
 */
export function safeNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const id of ids) {
    const short = id
      .replace(/[^A-Za-z0-9._,-]+/gu, '-')
      .replace(/^[.-]+/u, '')
      .slice(0, LONGEST);
    const plain = short === '' ? 'check' : short;
    let name = plain;
    for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) name = `${plain}-${copy}`;
    taken.add(name.toLowerCase());
    names.set(id, name);
  }
  return names;
}
