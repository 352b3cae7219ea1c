/** The same order for the same seed, on every machine: Fisher and Yates, by the numbers of Lehmer (MINSTD). */
export function seededOrder<T>(items: readonly T[], seed: number): readonly T[] {
  const order = [...items];
  // Products stay below 2^53.
  let state = (Math.abs(Math.trunc(seed)) % 2_147_483_646) + 1;
  for (let left = order.length - 1; left > 0; left -= 1) {
    state = (state * 48_271) % 2_147_483_647;
    const at = state % (left + 1);
    [order[left], order[at]] = [order[at] as T, order[left] as T];
  }
  return order;
}
