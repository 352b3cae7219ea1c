/** The places of equal keys, in the order in which each key is first met. */
export function groupIndices(keys: readonly string[]): ReadonlyMap<string, number[]> {
  const groups = new Map<string, number[]>();
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] as string;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  }
  return groups;
}
