/** Numbers that look random and are the same for the same seed (mulberry32). */
export interface Random {
  /** An integer from 0 up to, not including, `end`. */
  readonly below: (end: number) => number;
  readonly pick: <T>(values: readonly T[]) => T;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return { below, pick: (values) => values[below(values.length)] as (typeof values)[number] };
}
