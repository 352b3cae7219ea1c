/** Node ids in pytest's `v/cache/lastfailed`; undefined when it is no such file. */
export function parseLastFailed(text: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.keys(value)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The same file, written: `--last-failed` then runs exactly these. */
export function formatLastFailed(nodeIds: readonly string[]): string {
  return `${JSON.stringify(Object.fromEntries(nodeIds.map((id) => [id, true])), undefined, 2)}\n`;
}
