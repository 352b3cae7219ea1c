/**
 * The line of the first change in each file of a unified diff, counted in the file as it is. Reads what Black,
 * isort (`path:before`) and Ruff (`notebook.ipynb:cell 3`) print.
 */
export function firstChangedLines(diff: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let path: string | undefined;
  let line = 0;
  // A removed line that begins with `--` looks like a header, so the lengths of the hunk say where it ends.
  let left = { before: 0, after: 0 };
  for (const text of diff.split('\n')) {
    if (left.before > 0 || left.after > 0) {
      const mark = text[0];
      if (path !== undefined && (mark === '+' || mark === '-') && !lines.has(path)) lines.set(path, line);
      if (mark !== '+' && mark !== '\\') line += 1;
      left = {
        before: left.before - (mark === '+' || mark === '\\' ? 0 : 1),
        after: left.after - (mark === '-' || mark === '\\' ? 0 : 1),
      };
      continue;
    }
    path = /^--- (.+?)(?::before|:cell \d+)?(?:\t.*)?$/.exec(text)?.[1] ?? path;
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(text);
    if (!hunk) continue;
    line = Number(hunk[1]);
    left = { before: Number(hunk[2] ?? 1), after: Number(hunk[3] ?? 1) };
  }
  return lines;
}
