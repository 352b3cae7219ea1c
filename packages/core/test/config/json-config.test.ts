import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageNames } from '../../src/config/resolve-plugin.ts';
import { createTree, loadAll, type LoadOutcome } from './load-bench.ts';

const factory = (name: string, exported: string): string =>
  `import { definePlugin } from '@sluice/core';\nexport ${exported} definePlugin({ name: '${name}', version: '1', setup() {} });`;
const installed = (name: string, text: string, exports: unknown = './index.js'): Record<string, string> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, type: 'module', exports }),
  [`node_modules/${name}/index.js`]: text,
});

const configs = {
  short: '["python", { "versions": ["3.12"] }]',
  string: '"python"',
  'one element': '["python"]',
  'third party': '"spell-check"',
  'full name': '"sluice-plugin-spell-check"',
  'scoped name': '"@acme/sluice-plugin-house-rules"',
  'default export': '"by-default"',
  'import only': '"modern"',
  both: '"twice"',
  'both, by its whole name': '"sluice-plugin-twice"',
  missing: '["pythn", {}]',
  throws: '"throws"',
  'no factory': '"nothing"',
  path: '"../evil"',
  'absolute path': '"/etc/evil"',
  number: '7',
  'too long': '["python", {}, {}]',
  'wrong option': '["python", { "verions": [] }]',
};

describe('a plugin named in JSON', () => {
  const outcomes = new Map<string, LoadOutcome>();
  let remove = async (): Promise<void> => {};
  let root = '';

  beforeAll(async () => {
    const files = Object.entries(configs).map(([name, entry]) => [
      `configs/${name}/ci.config.json`,
      `{ "plugins": [${entry}] }`,
    ]);
    const tree = await createTree({
      ...Object.fromEntries(files),
      ...installed('sluice-plugin-spell-check', factory('spell-check', 'const spellCheck =')),
      ...installed('@acme/sluice-plugin-house-rules', factory('house-rules', 'const houseRules =')),
      ...installed('sluice-plugin-by-default', factory('by-default', 'default')),
      ...installed('sluice-plugin-modern', factory('modern', 'const modern ='), { import: './index.js' }),
      ...installed('@sluice/plugin-twice', factory('ours', 'const twice =')),
      ...installed('sluice-plugin-twice', factory('theirs', 'const twice =')),
      ...installed('sluice-plugin-throws', 'throw new Error("no luck");'),
      ...installed('sluice-plugin-nothing', 'export const other = 1;'),
      'evil.js': 'globalThis.marks = ["evil"];',
    });
    ({ root, remove } = tree);
    const names = Object.keys(configs);
    const loaded = await loadAll(names.map((name) => ({ cwd: join(root, 'configs', name) })));
    for (const [index, name] of names.entries()) outcomes.set(name, loaded.outcomes[index] ?? {});
  });
  afterAll(() => remove());

  it.each([
    ['short', 'python'],
    ['string', 'python'],
    ['one element', 'python'],
    ['third party', 'spell-check'],
    ['full name', 'spell-check'],
    ['scoped name', 'house-rules'],
    ['default export', 'by-default'],
    ['import only', 'modern'],
    ['both, by its whole name', 'theirs'],
  ])('is found among what is installed: %s', (name, plugin) => {
    expect(outcomes.get(name)).toMatchObject({ plugins: [{ name: plugin }], marks: ['core'] });
  });

  it('gets its options, which are judged with those of all plugins', () => {
    expect(outcomes.get('short')?.plugins?.[0]?.rawOptions).toEqual({ versions: ['3.12'] });
    expect(outcomes.get('wrong option')?.plugins?.[0]?.rawOptions).toEqual({ verions: [] });
  });

  it.each(['missing', 'both', 'throws', 'no factory', 'path', 'absolute path', 'number', 'too long'])(
    'stays in the list as what carries its problem, so that nothing runs without it: %s',
    (name) => {
      expect(outcomes.get(name)?.plugins).toHaveLength(1);
      expect(outcomes.get(name)?.plugins?.[0]).not.toHaveProperty('name');
    },
  );
});

describe('the mistakes of a JSON config', () => {
  it('arrive in one message with those of its plugins', async () => {
    const plugins = '["python", { "verions": [] }], "pythn", "throws", "nothing", "../evil", 7, ["python"]';
    const { root, remove } = await createTree({
      ...installed('sluice-plugin-throws', 'throw new Error("no luck");'),
      ...installed('sluice-plugin-nothing', 'export const other = 1;'),
      'ci.config.json': `{ "plugins": [${plugins}], "checks": [["docs", ["true"], { "inptus": [] }], "docs", ["x"]], "policy": { "requird": [] } }`,
    });
    const { outcomes } = await loadAll([{ cwd: root }]);
    await remove();
    expect(outcomes[0]?.problems?.map(({ code, path, message }) => [code, path, message])).toEqual([
      ['CONFIG_INVALID', 'checks[1]', expect.stringContaining('it is no check')],
      ['CONFIG_INVALID', 'checks[2]', expect.stringContaining('it is no check')],
      ['CONFIG_INVALID', 'policy.requird', 'unknown key "requird" in policy'],
      ['CONFIG_INVALID', 'checks[0].options.inptus', 'command docs: unknown key "inptus" in options'],
      [
        'PLUGIN_OPTIONS_INVALID',
        'plugins[0].python.verions',
        'Plugin python: unknown key "verions" in its options',
      ],
      [
        'PLUGIN_NOT_FOUND',
        'plugins[1]',
        expect.stringContaining('looked for @sluice/plugin-pythn, sluice-plugin-pythn'),
      ],
      ['CONFIG_IMPORT_FAILED', 'plugins[2]', expect.stringContaining('sluice-plugin-throws: no luck')],
      [
        'PLUGIN_INVALID',
        'plugins[3]',
        expect.stringContaining('package sluice-plugin-nothing exports no plugin'),
      ],
      ['PLUGIN_NOT_FOUND', 'plugins[4]', expect.stringContaining('../evil')],
      ['PLUGIN_INVALID', 'plugins[5]', expect.stringContaining('it is a number; write ["<name>"')],
      ['PLUGIN_DUPLICATE', 'plugins[6]', 'Two plugins are named python.'],
    ]);
    expect(outcomes[0]?.problems?.every(({ file }) => file === join(root, 'ci.config.json'))).toBe(true);
  });
});

describe('a plugin that a JSON config names and that cannot be taken', () => {
  const named = async (name: string, files: Readonly<Record<string, string>> = {}) => {
    const { root, remove } = await createTree({
      ...files,
      'ci.config.json': JSON.stringify({ plugins: [name], policy: { requird: [] } }),
    });
    const { outcomes } = await loadAll([{ cwd: root }]);
    await remove();
    return outcomes[0]?.problems?.find(({ path }) => path === 'plugins[0]');
  };

  it.each([
    ['security', 'Run `npm install --save-dev @sluice/plugin-security`.'],
    ['@sluice/plugin-health', 'Run `npm install --save-dev @sluice/plugin-health`.'],
    ['dokcer', 'Did you mean "docker"?'],
  ])('is told with how to get it, when it is one of ours: %s', async (name, hint) => {
    expect(await named(name)).toMatchObject({ code: 'PLUGIN_NOT_FOUND', hint });
  });

  it.each(['spell-check', '@acme/sluice-plugin-x', 'x; rm -rf ~', '`id`'])(
    'is never told to be installed under a name that may be anybody’s: %s',
    async (name) => {
      const { hint } = (await named(name)) ?? {};
      expect(hint).toMatch(/^Install the one that you mean in this project/u);
      expect(hint).not.toContain(name);
    },
  );

  it('is ambiguous when ours and a stranger’s are both installed', async () => {
    const both = {
      ...installed('@sluice/plugin-twice', factory('ours', 'const twice =')),
      ...installed('sluice-plugin-twice', factory('theirs', 'const twice =')),
    };
    expect(await named('twice', both)).toMatchObject({
      code: 'PLUGIN_AMBIGUOUS',
      message:
        'Two packages that are installed could be meant by twice: @sluice/plugin-twice and sluice-plugin-twice.',
    });
  });
});

describe('packageNames', () => {
  it.each([
    ['python', ['@sluice/plugin-python', 'sluice-plugin-python']],
    ['sluice-plugin-x', ['sluice-plugin-x']],
    ['@acme/sluice-plugin-x', ['@acme/sluice-plugin-x']],
  ])('of %s', (name, names) => {
    expect(packageNames(name)).toEqual(names);
  });
});
