import type { PluginName } from './plugin-name.ts';

/** Its tests: the contract that every plugin keeps, with a scripted git, and what it is for, with the real one. */
export const testSource = ({
  id,
  exportName,
}: PluginName): string => String.raw`import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defineConfig } from '@sluice/core';
import { createHarness, pluginContract } from '@sluice/core/testing';
import { ${exportName} } from '../src/index.ts';

/** What git 2.43 prints. */
const printed = (line: number): string => ${'`'}notes.txt\0${'$'}{line}\0FIXME: rounding\n${'`'};

const contract = pluginContract(${exportName}, {
  files: { 'notes.txt': 'FIXME: rounding\n' },
  checks: [
    {
      id: '${id}/words',
      programs: ({ movedBy }) => [{ name: 'git', cases: [{ stdout: printed(1 + movedBy) }] }],
    },
  ],
});
for (const { name, run } of contract) test(name, run);

/** Runs the plugin by the real git over a repository that holds these files. */
async function resultOf(files: Readonly<Record<string, string>>, git = true) {
  const harness = await createHarness({ files, git });
  try {
    const { report } = await harness.runPipeline(defineConfig({ plugins: [${exportName}()] }), { all: true });
    return report.results[0];
  } finally {
    await harness.workspace.remove();
  }
}

test('finds each line that holds a word', async () => {
  const result = await resultOf({ 'a.txt': 'fine\n  FIXME: rounding\n', 'b.txt': 'FIXMES are fine\n' });
  assert.equal(result?.conclusion, 'failure');
  assert.deepEqual(
    result.findings.map(({ location }) => location),
    [{ path: 'a.txt', line: 2 }],
  );
});

test('is a success when there is none', async () => {
  assert.equal((await resultOf({ 'a.txt': 'fine\n' }))?.conclusion, 'success');
});

test('is errored, and so no success, where there is no repository to look into', async () => {
  const result = await resultOf({ 'a.txt': 'FIXME\n' }, false);
  assert.equal(result?.conclusion, 'errored');
  assert.match(result.reason ?? '', /ended with 128/u);
});
`;
