const STEPS_MS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000,
  600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 21_600_000, 86_400_000,
];

/** Round moments within a span, six at most after the first, for the lines of a chart. */
export function timeTicks(spanMs: number): readonly { readonly atMs: number; readonly text: string }[] {
  const step = STEPS_MS.find((one) => spanMs / one <= 6) ?? Math.ceil(spanMs / 6);
  const count = Math.floor(spanMs / step) + 1;
  return Array.from({ length: count }, (_, index) => ({ atMs: index * step, text: textOf(index * step) }));
}

function textOf(ms: number): string {
  if (ms === 0) return '0';
  if (ms < 1000) return `${ms} ms`;
  if (ms < 60_000) return `${Number((ms / 1000).toFixed(1))} s`;
  const minutes = Math.floor(ms / 60_000);
  const seconds = Math.round((ms % 60_000) / 1000);
  if (minutes >= 60) return `${Number((ms / 3_600_000).toFixed(1))} h`;
  return seconds === 0 ? `${minutes} min` : `${minutes} min ${String(seconds).padStart(2, '0')} s`;
}
