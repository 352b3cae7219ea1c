import { describe, expect, it } from 'vitest';
import { firstChangedLines } from '../../src/parse/unified-diff.ts';
import { recorded, versionsOf } from '../recorded.ts';

describe('firstChangedLines', () => {
  it.each([
    ...versionsOf('black-diff').map((version) => ['black-diff', version] as const),
    ...versionsOf('isort-diff').map((version) => ['isort-diff', version] as const),
    ...versionsOf('ruff-format').map((version) => ['ruff-format', version] as const),
  ])('finds where the first change begins: %s %s', (tool, version) => {
    const lines = firstChangedLines(recorded(tool, 'findings', version).stdout);
    expect(lines.size).toBe(1);
    const [path, line] = [...lines][0] ?? ['', 0];
    expect(path).toMatch(/app\/bad file\.py$/);
    // isort begins with the imports, the formatters with the blank lines after them.
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(7);
  });

  it('takes lines of code that look like headers for what they are', () => {
    const diff = '--- a.py\n+++ a.py\n@@ -1,3 +1,3 @@\n x = 1\n--- y\n+-- z\n last\n';
    expect([...firstChangedLines(diff)][0]).toEqual(['a.py', 2]);
  });
});
