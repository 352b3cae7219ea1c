import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { assemble } from '../../src/plugin/assemble.ts';
import { createTree, type Files } from './load-bench.ts';

// The same in the test's own process: what load.test.ts shows from outside, a library's user does from inside.

let remove = async (): Promise<void> => {};
afterEach(() => remove());

async function tree(files: Files): Promise<string> {
  const made = await createTree(files);
  remove = made.remove;
  return made.root;
}

const problemsOf = async (cwd: string, timeoutMs?: number): Promise<unknown> =>
  loadConfig({ cwd, timeoutMs }).then(
    () => [],
    (error: { problems: readonly { code: string; path?: string }[] }) =>
      error.problems.map(({ code, path }) => (path === undefined ? code : `${code} ${path}`)),
  );

describe('a config loaded in this process', () => {
  it('in JSON gives plugins by name and checks by command line', async () => {
    const root = await tree({
      'ci.config.json':
        '{ "plugins": [["python", { "versions": ["3.12"] }], "python", "pythn", 7], "checks": [["docs", ["true"]], ["docs"]] }',
    });
    expect(await problemsOf(root)).toEqual([
      'CONFIG_INVALID checks[1]',
      'PLUGIN_DUPLICATE plugins[1]',
      'PLUGIN_NOT_FOUND plugins[2]',
      'PLUGIN_INVALID plugins[3]',
    ]);
    await writeFile(
      join(root, 'ci.config.json'),
      '{ "plugins": ["python"], "checks": [["docs", ["true"], {}]] }',
    );
    const { config } = await loadConfig({ cwd: root });
    expect(config.checks?.[0]?.id).toBe('repo/docs');
    expect(assemble(config, { onTapFailed: () => {}, onTapSlow: () => {}, timeoutMs: 1 })).toMatchObject({
      plugins: [{ name: 'python' }],
      problems: [],
    });
  });

  it.each([
    ['{', 'CONFIG_SYNTAX'],
    ['{ "a": x }', 'CONFIG_SYNTAX'],
    ['[]', 'CONFIG_NO_EXPORT'],
    ['{ "plugins": {} }', 'CONFIG_INVALID plugins'],
  ])('in JSON as %s is %s', async (text, code) => {
    expect(await problemsOf(await tree({ 'ci.config.json': text }))).toEqual([code]);
  });

  it('with packages that do not hold a plugin says so for each', async () => {
    const root = await tree({
      'node_modules/sluice-plugin-a/package.json':
        '{ "type": "module", "exports": { "import": "./index.js" } }',
      'node_modules/sluice-plugin-a/index.js': 'export const other = 1;',
      'node_modules/sluice-plugin-b/package.json': '{ "type": "module", "exports": "./index.js" }',
      'node_modules/sluice-plugin-b/index.js': 'throw new Error("no luck");',
      'ci.config.json': '{ "plugins": ["a", "b", "../a", ["a", {}, {}]], "polcy": {} }',
    });
    expect(await problemsOf(root)).toEqual([
      'CONFIG_INVALID polcy',
      'PLUGIN_INVALID plugins[0]',
      'CONFIG_IMPORT_FAILED plugins[1]',
      'PLUGIN_NOT_FOUND plugins[2]',
      'PLUGIN_INVALID plugins[3]',
    ]);
  });

  it.each([
    ['a module', 'ci.config.mjs', (n: number) => `export default { policy: { maxFlaky: ${n} } };`],
    [
      'TypeScript with CommonJS names',
      'ci.config.ts',
      (n: number) => `const n: number = ${n};\nvoid __dirname;\nexport default { policy: { maxFlaky: n } };`,
    ],
    [
      'TypeScript that exports a value',
      'ci.config.ts',
      (n: number) => `const config = { policy: { maxFlaky: ${n} } };\nexport = config;`,
    ],
  ])('as %s gives its new content each time', async (_, name, text) => {
    const root = await tree({ [name]: text(1) });
    expect((await loadConfig({ cwd: root })).config).toEqual({ policy: { maxFlaky: 1 } });
    await writeFile(join(root, name), text(2));
    expect((await loadConfig({ cwd: root })).config).toEqual({ policy: { maxFlaky: 2 } });
  });

  it('in a commonjs package goes to jiti at once', async () => {
    const root = await tree({
      'ci.config.ts': 'export default { policy: { maxFlaky: 3 as number } };',
      'package.json': '{ "type": "commonjs" }',
    });
    expect((await loadConfig({ cwd: root })).config).toEqual({ policy: { maxFlaky: 3 } });
  });

  it.each([
    ['export const config = {};', 'CONFIG_NO_EXPORT'],
    ['', 'CONFIG_NO_EXPORT'],
    ['export default Promise.resolve({});', 'CONFIG_NO_EXPORT'],
    ['throw new Error("no");\nexport default {};', 'CONFIG_THREW'],
  ])('as %s is %s', async (text, code) => {
    expect(await problemsOf(await tree({ 'ci.config.mjs': text }))).toEqual([code]);
  });

  it('that never finishes loading is given up', async () => {
    expect(
      await problemsOf(
        await tree({ 'ci.config.mjs': 'await new Promise(() => {});\nexport default {};' }),
        20,
      ),
    ).toEqual(['CONFIG_THREW']);
  });
});
