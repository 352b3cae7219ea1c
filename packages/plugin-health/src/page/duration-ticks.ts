const UNITS_MS = [1, 2, 5].flatMap((one) => [one * 1000, one * 10_000]);
const STEPS_MS = [
  100,
  200,
  500,
  ...UNITS_MS,
  15_000,
  30_000,
  60_000,
  120_000,
  300_000,
  600_000,
  900_000,
  1_800_000,
  3_600_000,
  7_200_000,
  14_400_000,
  28_800_000,
  86_400_000,
  172_800_000,
  604_800_000,
].toSorted((a, b) => a - b);

/** Ticks of an axis of durations, from 0 to the first one that no value is above: at most six, at times that people say. */
export function durationTicks(values: readonly (number | null)[]): readonly number[] {
  const most = values.reduce<number>((highest, value) => Math.max(highest, value ?? 0), 0);
  const step = STEPS_MS.find((one) => most / one <= 4) ?? Math.ceil(most / 4);
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}
