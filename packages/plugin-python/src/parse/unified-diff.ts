/**
 * The line of the first change in each file of a unified diff, counted in the file as it is. Reads what Black,
 * isort (`path:before`) and Ruff (`notebook.ipynb:cell 3`) print.
 */
export function firstChangedLines(diff: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let path: string | undefined;
  let line = 0;
  for (const text of diff.split('\n')) {
    const header = /^--- (.+?)(?::before|:cell \d+)?(?:\t.*)?$/.exec(text)?.[1];
    const hunk = /^@@ -(\d+)/.exec(text)?.[1];
    if (header !== undefined) {
      path = header;
    } else if (hunk !== undefined) {
      line = Number(hunk);
    } else if (path !== undefined && line > 0 && !text.startsWith('+++')) {
      if (text.startsWith(' ')) line += 1;
      else if (/^[+-]/.test(text) && !lines.has(path)) lines.set(path, line);
    }
  }
  return lines;
}
