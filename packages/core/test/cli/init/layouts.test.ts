import { describe, expect, it } from 'vitest';
import { planInit } from '../../../src/cli/init/plan-init.ts';
import { treeOf } from '../../../src/cli/init/tree.ts';
import { pythonOptions } from '../../../../plugin-python/src/options.ts';
import { LAYOUTS } from './layouts.ts';

const machine = { interpreters: ['3.9', '3.10', '3.11', '3.12', '3.13'], hasUv: false };

async function configOf(files: Readonly<Record<string, string>>): Promise<string> {
  const plan = await planInit({ tree: treeOf(files), machine, version: '1.2.3' });
  return plan.files.find(({ path }) => path === 'ci.config.ts')?.text ?? '';
}

describe.each(LAYOUTS)('$name', ({ files, options }) => {
  it('gets the config that its own files call for', async () => {
    const text = await configOf(files);
    expect(optionLines(text)).toEqual(options);
  });

  it('gets options that plugin-python knows', async () => {
    const text = await configOf(files);
    const written = new Function(`return ({${optionLines(text).join('\n')}\n})`)() as unknown;
    expect(pythonOptions.safeParse(written).error).toBeUndefined();
  });
});

it('writes the whole of a config', async () => {
  const [first] = LAYOUTS;
  expect(await configOf(first?.files ?? {}))
    .toBe(`// Written by \`sluice init\`: what it found, and why. All of it is yours to change; \`sluice plan\` shows what comes of it.
import { defineConfig } from '@sluice/core';
import { python } from '@sluice/plugin-python';

export default defineConfig({
  plugins: [
    python({
      versions: ['3.11', '3.12'], // requires-python >=3.10
      formatter: 'ruff', // hook ruff-format in .pre-commit-config.yaml
    }),
  ],
  policy: { required: ['python/*'] },
});
`);
});

function optionLines(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.slice(lines.indexOf('python({') + 1, lines.indexOf('}),'));
}
