const UNITS = ['kB', 'MB', 'GB', 'TB'];

/** `212 MB`, `1.4 GB`: a size for people, in powers of 1000 as docker writes them. */
export function byteWords(bytes: number): string {
  let value = bytes;
  let unit = 'bytes';
  for (const next of UNITS) {
    if (value < 1000) break;
    value /= 1000;
    unit = next;
  }
  const text = unit === 'bytes' || value >= 10 ? Math.round(value).toString() : value.toFixed(1);
  return `${text} ${unit}`;
}
