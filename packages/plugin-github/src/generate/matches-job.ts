/** A group of checks (`python@3.12`) and one check of it. */
interface Subject {
  readonly group: string;
  readonly id: string;
}

/** Whether a key of `jobs` means a check: its plugin, its group, or its id, by the globs of the policy. */
export function matchesJob(glob: string, { group, id }: Subject): boolean {
  const source = glob.replace(/\*{2,}|[*?]|[\\^$.|+()[\]{}]/gu, (part) => {
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    return part.startsWith('*') ? '.*' : `\\${part}`;
  });
  const expression = new RegExp(`^${source}$`, 'su');
  const [plugin = ''] = group.split('@');
  const [checkId = ''] = id.split('@');
  return [plugin, group, id, checkId].some((text) => expression.test(text));
}
