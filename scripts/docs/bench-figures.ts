/** The figures of bench/README.md: all of its table, and the rows that say that a goal was missed. */
export function benchFigures(page: string): ReadonlyMap<string, string> {
  const [head = '', rule = '', ...rows] =
    page
      .slice(page.indexOf('| name | figure | goal |'))
      .split(/\n\s*\n/u)[0]
      ?.split('\n') ?? [];
  const missed = rows.filter((row) => /miss/iu.test(row));
  if (rows.length < 10 || missed.length === 0) throw new Error('bench/README.md has no table of figures');
  const table = (lines: readonly string[]): string => [head, rule, ...lines, ''].join('\n');
  return new Map([
    ['missed', table(missed)],
    ['figures', table(rows)],
  ]);
}
