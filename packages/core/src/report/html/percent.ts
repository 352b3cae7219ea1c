/** A share of a span as a width: `12.34%`. */
export function percent(part: number, whole: number): string {
  const share = whole <= 0 ? 0 : (part / whole) * 100;
  return `${Number(Math.min(100, Math.max(0, share)).toFixed(2))}%`;
}
