/** A duration for people: `42 ms`, `0.8 s`, `12.4 s`, `2 min 05 s`, `1 h 05 min`. */
export function formatDuration(durationMs: number): string {
  if (!(durationMs > 0)) return '0 s';
  if (durationMs < 95) return `${Math.max(1, Math.round(durationMs))} ms`;
  const tenths = Math.round(durationMs / 100);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  return formatWhole(Math.round(durationMs / 1000));
}

/** The same without tenths, for what still runs: a figure that changes once a second is calm to look at. */
export function formatRunning(durationMs: number): string {
  return formatWhole(Math.max(0, Math.floor(durationMs / 1000)));
}

function formatWhole(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${twoDigits(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
