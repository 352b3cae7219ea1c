import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadOutcome } from './load-bench.ts';
import { createTree, loadAll, type Files } from './load-bench.ts';

const IMPORTS = `import { defineConfig, command } from '@sluice/core';\nimport { python } from '@sluice/plugin-python';\n`;
const FINE = `${IMPORTS}export default defineConfig({ plugins: [python({ versions: ['3.12'] })], checks: [command('docs', ['true'])] });\n`;
const MODULE = '{ "type": "module" }';

interface Case {
  readonly files: Files;
  readonly name?: string;
}

/** Configs that load, whatever they take. */
const fine: Readonly<Record<string, Case>> = {
  'TypeScript in a module package': { files: { 'ci.config.ts': FINE, 'package.json': MODULE } },
  'TypeScript in a package that says nothing of its type': {
    files: { 'ci.config.ts': FINE, 'package.json': '{}' },
  },
  'TypeScript without any package.json': { files: { 'ci.config.ts': FINE } },
  'TypeScript in a commonjs package': {
    files: { 'ci.config.ts': FINE, 'package.json': '{ "type": "commonjs" }' },
  },
  'JavaScript in a commonjs package': {
    files: { 'ci.config.js': FINE, 'package.json': '{ "type": "commonjs" }' },
  },
  '.mts': { files: { 'ci.config.mts': FINE, 'package.json': '{ "type": "commonjs" }' } },
  '.js': { files: { 'ci.config.js': FINE, 'package.json': MODULE } },
  '.mjs': { files: { 'ci.config.mjs': FINE } },
  '.cjs': {
    files: {
      'ci.config.cjs': `const { command } = require('@sluice/core'); const { python } = require('@sluice/plugin-python');
        module.exports = { plugins: [python({ versions: ['3.12'] })], checks: [command('docs', ['true'])] };`,
    },
  },
  '.cjs as TypeScript compiles it': {
    files: {
      'ci.config.cjs': `Object.defineProperty(exports, '__esModule', { value: true });
        const { command } = require('@sluice/core'); const { python } = require('@sluice/plugin-python');
        exports.default = { plugins: [python({ versions: ['3.12'] })], checks: [command('docs', ['true'])] };`,
    },
  },
  '.json': {
    files: {
      'ci.config.json':
        '\uFEFF{ "$schema": "x", "plugins": [["python", { "versions": ["3.12"] }]], "checks": [["docs", ["true"]]] }',
    },
  },
  'an enum': { files: { 'ci.config.ts': `enum Level { high = 'high' }\n${FINE}`, 'package.json': MODULE } },
  'parameter properties': {
    files: { 'ci.config.ts': `class A { constructor(readonly a: string) {} }\nnew A('x');\n${FINE}` },
  },
  'a decorator': {
    files: {
      'ci.config.ts': `${IMPORTS}const mark = (_: unknown) => {};\n@mark class A {}\nvoid A;\n${FINE.slice(IMPORTS.length)}`,
    },
  },
  'a .js import that means the .ts beside it': {
    files: {
      'ci.config.ts': `import { list } from './lists.js';\nvoid list;\n${FINE}`,
      'lists.ts': 'export const list: string[] = [];',
      'package.json': MODULE,
    },
  },
  'an import without its extension': {
    files: { 'ci.config.ts': `import './side';\n${FINE}`, 'side.ts': 'export const x: number = 1;' },
  },
  'an import of a folder': {
    files: { 'ci.config.ts': `import './lib';\n${FINE}`, 'lib/index.ts': 'export {};' },
  },
  __dirname: {
    files: {
      'ci.config.ts': `if (!__dirname.includes('config')) throw new Error(__dirname);\n${FINE}`,
      'package.json': MODULE,
    },
  },
  'require()': {
    files: {
      'ci.config.ts': `const { sep } = require('node:path');\nvoid sep;\n${FINE}`,
      'package.json': MODULE,
    },
  },
  'a type that is imported without saying so': {
    files: {
      'ci.config.ts': `import { Thing } from './types.ts';\nconst thing: Thing = {};\nvoid thing;\n${FINE}`,
      'types.ts': 'export interface Thing {}',
      'package.json': MODULE,
    },
  },
  'export =': {
    files: {
      'ci.config.ts': `import core = require('@sluice/core');\nimport tools = require('@sluice/plugin-python');
        export = core.defineConfig({ plugins: [tools.python({ versions: ['3.12'] })], checks: [core.command('docs', ['true'])] });`,
      'package.json': MODULE,
    },
  },
  'module.exports in TypeScript': {
    files: {
      'ci.config.ts': `void __dirname;\nconst { command } = require('@sluice/core'); const { python } = require('@sluice/plugin-python');
        module.exports = { plugins: [python({ versions: ['3.12'] })], checks: [command('docs', ['true'])] };`,
    },
  },
  'a top-level await': {
    files: { 'ci.config.ts': `await Promise.resolve();\n${FINE}`, 'package.json': MODULE },
  },
  'a linked config': { files: { 'real/ci.config.ts': FINE, 'ci.config.ts': { link: 'real/ci.config.ts' } } },
};

/** Configs that do not load: code, file, and what the message must say. */
const broken: Readonly<
  Record<
    string,
    Case & { readonly code: string; readonly says: RegExp; readonly in?: string; readonly timeoutMs?: number }
  >
> = {
  'a syntax error': {
    files: { 'ci.config.ts': `${IMPORTS}export default {\n  plugins: ,\n};` },
    code: 'CONFIG_SYNTAX',
    says: /Unexpected token .*ci\.config\.ts:4\)/u,
  },
  'a syntax error in a module package': {
    files: { 'ci.config.ts': `${IMPORTS}export default {\n  plugins: ,\n};`, 'package.json': MODULE },
    code: 'CONFIG_SYNTAX',
    says: /ci\.config\.ts:4\)/u,
  },
  'a syntax error in JavaScript': {
    files: { 'ci.config.mjs': '\n\nexport default {{' },
    code: 'CONFIG_SYNTAX',
    says: /ci\.config\.mjs:3\)/u,
  },
  'a syntax error in what it imports': {
    files: {
      'ci.config.ts': `import './bad.js';\n${FINE}`,
      'bad.js': 'export const a = 1;\nconst b = ;\n',
      'package.json': MODULE,
    },
    code: 'CONFIG_SYNTAX',
    says: /bad\.js:2\)/u,
    in: 'bad.js',
  },
  'a syntax error in JSON': {
    files: { 'ci.config.json': '{\n  "plugins": [],\n}' },
    code: 'CONFIG_SYNTAX',
    says: /JSON.*ci\.config\.json/u,
  },
  'JSON that is cut off': {
    files: { 'ci.config.json': '{\n  "plugins": [' },
    code: 'CONFIG_SYNTAX',
    says: /ci\.config\.json:2\)/u,
  },
  'an empty JSON file': {
    files: { 'ci.config.json': '' },
    code: 'CONFIG_SYNTAX',
    says: /ci\.config\.json:1\)/u,
  },
  'an import of a package that is not installed': {
    files: { 'ci.config.ts': `import '@sluice/plugin-absent';\n${FINE}` },
    code: 'CONFIG_IMPORT_FAILED',
    says: /@sluice\/plugin-absent/u,
  },
  'an import of a package that is not installed, in a commonjs package': {
    files: {
      'ci.config.ts': `import '@sluice/plugin-absent';\n${FINE}`,
      'package.json': '{ "type": "commonjs" }',
    },
    code: 'CONFIG_IMPORT_FAILED',
    says: /@sluice\/plugin-absent'$/u,
  },
  'an import of a file that is not there': {
    files: { 'ci.config.ts': `import './gone.ts';\n${FINE}` },
    code: 'CONFIG_IMPORT_FAILED',
    says: /gone\.ts/u,
  },
  'an import of a name that is not exported': {
    files: {
      'ci.config.ts': `import { pythn } from '@sluice/plugin-python';\nexport default { plugins: [pythn] };`,
      'package.json': MODULE,
    },
    code: 'CONFIG_IMPORT_FAILED',
    says: /does not provide an export named 'pythn'/u,
  },
  'a throw': {
    files: { 'ci.config.ts': `${IMPORTS}throw new Error('no luck');` },
    code: 'CONFIG_THREW',
    says: /no luck \(.*ci\.config\.ts:3\)/u,
  },
  'a throw of undefined': {
    files: { 'ci.config.ts': `throw undefined;\nexport default {};` },
    code: 'CONFIG_THREW',
    says: /undefined \(.*ci\.config\.ts\)/u,
  },
  'a throw in what it imports': {
    files: { 'ci.config.ts': `import './bad.ts';\n${FINE}`, 'bad.ts': "\nthrow new TypeError('bad luck');" },
    code: 'CONFIG_THREW',
    says: /bad luck \(.*bad\.ts:2\)/u,
    in: 'bad.ts',
  },
  'a rejected await': {
    files: { 'ci.config.mjs': "await Promise.reject(new Error('no net'));" },
    code: 'CONFIG_THREW',
    says: /no net/u,
  },
  'an await that never ends': {
    files: { 'ci.config.mjs': 'await new Promise(() => {});' },
    code: 'CONFIG_THREW',
    says: /did not finish loading within 0\.05 s/u,
    timeoutMs: 50,
  },
  'no default export': {
    files: { 'ci.config.ts': 'export const config = {};' },
    code: 'CONFIG_NO_EXPORT',
    says: /exports config and no default,/u,
  },
  'an empty file': { files: { 'ci.config.ts': '' }, code: 'CONFIG_NO_EXPORT', says: /exports nothing,/u },
  'no export at all': {
    files: { 'ci.config.ts': 'const config = {};\nvoid config;' },
    code: 'CONFIG_NO_EXPORT',
    says: /exports nothing,/u,
  },
  'an export of undefined': {
    files: { 'ci.config.ts': 'export default undefined;' },
    code: 'CONFIG_NO_EXPORT',
    says: /exports undefined,/u,
  },
  'an export of null': {
    files: { 'ci.config.ts': 'export default null;' },
    code: 'CONFIG_NO_EXPORT',
    says: /exports null,/u,
  },
  'an export of a function': {
    files: { 'ci.config.ts': `${IMPORTS}export default () => ({});` },
    code: 'CONFIG_NO_EXPORT',
    says: /exports a function,/u,
  },
  'an export of an array': {
    files: { 'ci.config.ts': 'export default [];' },
    code: 'CONFIG_NO_EXPORT',
    says: /exports an array,/u,
  },
  'an export of a promise': {
    files: { 'ci.config.ts': 'export default Promise.resolve({});' },
    code: 'CONFIG_NO_EXPORT',
    says: /exports a promise,/u,
  },
  'JSON that is a string': {
    files: { 'ci.config.json': '"python"' },
    code: 'CONFIG_NO_EXPORT',
    says: /exports a string,/u,
  },
  'a folder of that name': { files: { 'ci.config.ts/': '' }, code: 'CONFIG_UNREADABLE', says: /EISDIR/u },
  'a link to nowhere': {
    files: { 'ci.config.ts': { link: 'gone.ts' } },
    code: 'CONFIG_UNREADABLE',
    says: /ENOENT/u,
  },
};

const keyOf = (kind: string, index: number): string => `${kind}/${index} ü`;

describe('a config', () => {
  const outcomes = new Map<string, LoadOutcome>();
  let root = '';
  let stderr = '';
  let remove = async (): Promise<void> => {};

  beforeAll(async () => {
    const all = Object.values(fine).map((one, index) => [keyOf('fine', index), one] as const);
    const bad = Object.values(broken).map((one, index) => [keyOf('broken', index), one] as const);
    const files = [...all, ...bad].flatMap(([key, one]) =>
      Object.entries(one.files).map(([path, content]) => [`${key}/${path}`, content]),
    );
    const tree = await createTree(Object.fromEntries(files) as Files);
    ({ root, remove } = tree);
    const requests = [
      ...all.map(([key]) => ({ cwd: join(root, key) })),
      ...bad.map(([key, { timeoutMs }]) => ({ cwd: join(root, key), timeoutMs })),
    ];
    const loaded = await loadAll(requests);
    stderr = loaded.stderr;
    for (const [index, [key]] of [...all, ...bad].entries())
      outcomes.set(key, loaded.outcomes[index] ?? { crash: 'no outcome' });
  });
  afterAll(() => remove());

  it.each(Object.keys(fine).map((name, index) => [name, index] as const))('loads: %s', (_, index) => {
    const outcome = outcomes.get(keyOf('fine', index));
    expect(outcome).toMatchObject({
      dir: join(root, keyOf('fine', index)),
      plugins: [{ name: 'python', rawOptions: { versions: ['3.12'] } }],
      checks: ['repo/docs'],
    });
    expect(outcome?.config).not.toHaveProperty('$schema');
  });

  it.each(Object.keys(broken).map((name, index) => [name, index] as const))(
    'is refused in one message: %s',
    (name, index) => {
      const { problems, crash } = outcomes.get(keyOf('broken', index)) ?? {};
      expect(crash).toBeUndefined();
      const expected = broken[name];
      expect(problems).toMatchObject([{ code: expected?.code }]);
      expect(problems?.[0]?.message).toMatch(expected?.says ?? /$^/u);
      const config = Object.keys(expected?.files ?? {})[0]?.replace(/\/$/u, '') ?? '';
      expect(problems?.[0]?.file).toBe(join(root, keyOf('broken', index), expected?.in ?? config));
      expect(problems?.[0]?.hint).not.toBe('');
    },
  );

  it('shares one instance of core with all others, however it was loaded', () => {
    expect(outcomes.get(keyOf('fine', Object.keys(fine).length - 1))?.marks).toEqual(['core']);
  });

  it('loads without a word on stderr', () => {
    expect(stderr).toBe('');
  });
});

describe('loading the same file again', () => {
  const version = (number: number): string => `export default { policy: { maxFlaky: ${number} } };`;
  const commonJs = (number: number): string => `module.exports = { policy: { maxFlaky: ${number} } };`;
  const withEnum = (number: number): string => `enum A { x }\n${version(number)}`;

  it.each([
    ['TypeScript by Node', 'ci.config.ts', version, MODULE],
    ['TypeScript in a folder without a type', 'ci.config.ts', version, '{}'],
    ['TypeScript by jiti', 'ci.config.ts', withEnum, MODULE],
    ['an ES module', 'ci.config.mjs', version, '{}'],
    ['CommonJS', 'ci.config.cjs', commonJs, '{}'],
    ['CommonJS in a .js file', 'ci.config.js', commonJs, '{}'],
    ['JSON', 'ci.config.json', (number: number) => `{ "policy": { "maxFlaky": ${number} } }`, '{}'],
  ])('gives its new content: %s', async (_, name, text, manifest) => {
    const { root, remove } = await createTree({ [name]: text(1), 'package.json': manifest });
    const file = join(root, name);
    const { outcomes } = await loadAll([
      { cwd: root },
      { cwd: root, before: { [file]: text(2) } },
      { cwd: root, before: { [file]: text(3) } },
    ]);
    await remove();
    expect(outcomes.map(({ config, problems }) => problems ?? config)).toEqual(
      [1, 2, 3].map((maxFlaky) => ({ policy: { maxFlaky } })),
    );
  });

  it('gives it after a mistake was mended too', async () => {
    const { root, remove } = await createTree({
      'ci.config.ts': 'throw new Error("no");',
      'package.json': MODULE,
    });
    const { outcomes } = await loadAll([
      { cwd: root },
      { cwd: root, before: { [join(root, 'ci.config.ts')]: version(1) } },
    ]);
    await remove();
    expect(outcomes).toMatchObject([
      { problems: [{ code: 'CONFIG_THREW' }] },
      { config: { policy: { maxFlaky: 1 } } },
    ]);
  });
});

describe('settings of cosmiconfig in a repository', () => {
  it('neither break the search nor add places to it', async () => {
    const { root, remove } = await createTree({
      'bad/.git/HEAD': '',
      'bad/.config/config.js': 'throw new Error("another tool");',
      'bad/ci.config.json': '{}',
      'bad/a/': '',
      'more/.git/HEAD': '',
      'more/package.json': '{ "cosmiconfig": { "searchPlaces": ["tools/{name}.config.json"] } }',
      'more/tools/ci.config.json': '{ "policy": {} }',
      'more/ci.config.json': '{}',
      'more/a/': '',
    });
    const places: (string | undefined)[] = [];
    for (const name of ['bad', 'more']) {
      const { outcomes } = await loadAll([{ cwd: join(root, name, 'a') }], { cwd: join(root, name) });
      places.push(outcomes[0]?.file);
    }
    await remove();
    expect(places).toEqual([join(root, 'bad/ci.config.json'), join(root, 'more/ci.config.json')]);
  });
});

describe('without type stripping in Node', () => {
  it('TypeScript is loaded by jiti', async () => {
    const { root, remove } = await createTree({ 'ci.config.ts': FINE, 'package.json': MODULE });
    // The sources of core themselves need stripping here, so only the switch that the loader looks at is turned off.
    const off = `data:text/javascript,Object.defineProperty(process.features,'typescript',{value:false})`;
    const { outcomes } = await loadAll([{ cwd: root }], { nodeArguments: ['--import', off] });
    await remove();
    expect(outcomes).toMatchObject([{ checks: ['repo/docs'], marks: ['core'] }]);
  });
});
