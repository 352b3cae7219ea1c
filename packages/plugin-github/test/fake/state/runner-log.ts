/** Lines as the runner writes them: a BOM first, and before each line the time with seven digits of a second. */
export function runnerLog(lines: readonly string[], startedAt: string): string {
  const start = Date.parse(startedAt);
  const stamped = lines.map((line, index) => {
    const at = new Date(start + index).toISOString().replace('Z', '0000Z');
    return `${at} ${line}\n`;
  });
  return `\uFEFF${stamped.join('')}`;
}
