import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { tempWorkspace } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../../../..');

/** The examples of a page that are files, and those that import them. */
function examplesOf(page: string): Readonly<Record<string, string>> {
  const blocks = [
    ...readFileSync(join(root, page), 'utf8').matchAll(/^```ts(?: (\S+))?\n([\s\S]*?)^```$/gmu),
  ];
  const named = blocks.map(
    ([, name, text = ''], index) => [name ?? `example-${index}.test.ts`, text] as const,
  );
  return Object.fromEntries(
    named.filter(([name, text]) => name === 'spelling.ts' || text.includes("'node:test'")),
  );
}

describe("the page's own plugin and its tests", () => {
  it("run by Node's own runner from the built package, and hold", async () => {
    const files = examplesOf('docs/write-a-plugin.md');
    expect(Object.keys(files)).toHaveLength(3);
    await using workspace = await tempWorkspace({ ...files, 'package.json': '{ "type": "module" }' });
    symlinkSync(join(root, 'node_modules'), workspace.path('node_modules'));
    const tests = Object.keys(files).filter((name) => name.endsWith('.test.ts'));
    const { NODE_OPTIONS: _options, NODE_TEST_CONTEXT: _context, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--test', '--test-reporter=tap', ...tests],
      {
        cwd: workspace.dir,
        encoding: 'utf8',
        env,
      },
    );
    expect(status, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/^# tests 18$/mu);
    expect(stdout).toMatch(/^# fail 0$/mu);
  });
});
