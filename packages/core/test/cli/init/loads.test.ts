import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { init } from '../../../src/cli/commands/init.ts';
import { pythonOptions } from '../../../../plugin-python/src/options.ts';
import { createTree, loadAll, type LoadOutcome } from '../../config/load-bench.ts';
import { invocationIn } from '../invocation.ts';
import { LAYOUTS } from './layouts.ts';

const script = '{\n  "name": "web",\n  "scripts": { "test": "node --test", "lint": "eslint ." }\n}\n';

describe('what init writes is loaded by the real loader', () => {
  const outcomes: LoadOutcome[] = [];
  const roots: string[] = [];
  const removals: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    for (const files of [...LAYOUTS.map((layout) => layout.files), { 'package.json': script }]) {
      const { root, remove } = await createTree(files);
      removals.push(remove);
      roots.push(root);
      const { invocation } = invocationIn(root);
      expect(await init(invocation)).toBe(0);
    }
    outcomes.push(...(await loadAll(roots.map((cwd) => ({ cwd })))).outcomes);
  });
  afterAll(() => Promise.all(removals.map((remove) => remove())));

  it.each(LAYOUTS.map(({ name }, index) => [name, index] as const))('%s', (_name, index) => {
    const { problems, crash, plugins, file } = outcomes[index] ?? {};
    expect({ problems, crash }).toEqual({});
    expect(file).toBe(join(roots[index] ?? '', 'ci.config.ts'));
    const hasImage = Object.hasOwn(LAYOUTS[index]?.files ?? {}, 'Dockerfile');
    expect(plugins?.map(({ name }) => name)).toEqual(['python', ...(hasImage ? ['docker'] : [])]);
    expect(pythonOptions.safeParse(plugins?.[0]?.rawOptions).error).toBeUndefined();
  });

  it('a project without Python', async () => {
    expect(outcomes.at(-1)).toMatchObject({
      checks: ['repo/lint', 'repo/test'],
      plugins: [],
      config: { policy: { required: ['repo/*'] } },
    });
    const manifest = JSON.parse(await readFile(join(roots.at(-1) ?? '', 'package.json'), 'utf8')) as object;
    expect(manifest).toMatchObject({
      name: 'web',
      devDependencies: { '@sluice/core': expect.stringMatching(/^\^\d/u) },
    });
  });

  it('and says the same in a CommonJS package', async () => {
    const root = roots[0] ?? '';
    await writeFile(join(root, 'package.json'), '{ "type": "commonjs" }');
    const { outcomes: again } = await loadAll([{ cwd: root }]);
    expect(again[0]?.config).toEqual(outcomes[0]?.config);
  });
});
