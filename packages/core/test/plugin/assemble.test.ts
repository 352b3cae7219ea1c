import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { problemOf } from '../../src/errors/ci-error.ts';
import { assemble } from '../../src/plugin/assemble.ts';
import { definePlugin } from '../../src/plugin/define-plugin.ts';
import { unresolvedPlugin } from '../../src/plugin/unresolved-plugin.ts';

const quiet = { onTapFailed: () => {}, onTapSlow: () => {}, timeoutMs: 1000 };
const assembled = (plugins: unknown, file?: string) =>
  assemble({ plugins }, file === undefined ? quiet : { ...quiet, file });
const problemsOf = (...plugins: readonly unknown[]) => assembled(plugins, '/repo/ci.config.ts').problems;

const options = z.strictObject({
  versions: z.array(z.string()).min(1).default(['3.12']),
  level: z.enum(['required', 'optional']).optional(),
  pytest: z
    .union([
      z.literal(false),
      z.strictObject({ coverage: z.number().min(0).max(100).optional(), retries: z.int().optional() }),
    ])
    .optional(),
  projects: z.record(z.string(), z.strictObject({ root: z.string() })).optional(),
});
const python = definePlugin({
  name: 'python',
  version: '1.0.0',
  options,
  setup: ({ hooks }, given) => {
    hooks.check.tap(`python ${given.versions.join(' ')}`, () => {});
  },
});
const plain = definePlugin({ name: 'plain', version: '1.0.0', setup: () => {} });
const written = (extra: object): unknown => ({
  apiVersion: 1,
  name: 'x',
  version: '1',
  rawOptions: {},
  definition: { name: 'x', version: '1', setup: () => {} },
  ...extra,
});
const defined = (extra: object): unknown =>
  written({ definition: { name: 'x', version: '1', setup: () => {}, ...extra } });

describe('plugins that are fine', () => {
  it('are set up in the order of the config, with the defaults of their options', () => {
    const { hooks, plugins, problems } = assembled([plain(), python({ versions: ['3.11', '3.12'] })]);
    expect(problems).toEqual([]);
    expect(plugins.map(({ name }) => name)).toEqual(['plain', 'python']);
    expect(hooks.taps()).toEqual([{ plugin: 'python', hook: 'check', tap: 'python 3.11 3.12', stage: 0 }]);
    expect(assembled([python()]).hooks.taps()[0]?.tap).toBe('python 3.12');
  });

  it('may come from another copy of core, for nothing depends on a class', () => {
    const copy = JSON.parse(JSON.stringify(plain())) as object;
    expect(
      assembled([{ ...copy, definition: { name: 'plain', version: '1', setup: () => {} } }]).problems,
    ).toEqual([]);
  });

  it('may be none at all', () => {
    expect(assembled(undefined)).toMatchObject({ plugins: [], problems: [] });
  });

  it('are sealed off afterwards', () => {
    let tapLater = (): void => {};
    const late = definePlugin({
      name: 'late',
      version: '1',
      setup: ({ hooks }) => {
        tapLater = () => hooks.check.tap('x', () => {});
      },
    });
    expect(assembled([late()]).problems).toEqual([]);
    expect(tapLater).toThrow(/late cannot tap check/u);
  });
});

describe('an entry that is no plugin is refused with what it is', () => {
  it.each([
    ['the factory itself', python, 'it is a function; the plugin was not called'],
    ['undefined', undefined, 'it is undefined'],
    ['null', null, 'it is null'],
    ['a name', 'python', 'it is a string'],
    ['the JSON form', ['python', {}], 'it is an array'],
    ['a promise', Promise.resolve(), 'it is a promise'],
    ['another object', {}, 'it has no apiVersion, so it was not made by definePlugin'],
    [
      'a version of the API that is no number',
      written({ apiVersion: '1' }),
      'it has no apiVersion, so it was not made by definePlugin',
    ],
    ['no name', written({ name: undefined }), 'it has no name'],
    ['a name in capitals', written({ name: 'Python' }), 'its name "Python" is not in kebab-case'],
    ['a name with a slash', written({ name: 'a/b' }), 'its name "a/b" is not in kebab-case'],
    ['a name that is reserved', written({ name: 'repo' }), 'its name "repo" is reserved'],
    ['no version', written({ version: '' }), 'x has no version'],
    ['no definition', written({ definition: null }), 'x has no definition'],
    ['a definition of another name', defined({ name: 'y' }), 'x: its definition has another name'],
    ['no setup', defined({ setup: undefined }), 'x: setup is undefined, not a function'],
    ['options that are no schema', defined({ options: { a: 1 } }), 'x: options is no zod schema'],
    [
      'failure rules that are no list',
      defined({ failureRules: {} }),
      'x: failureRules is no array of objects',
    ],
    ['an examine that is no function', defined({ examine: {} }), 'x: examine is an object, not a function'],
    [
      'a permissionsFor that is no function',
      defined({ permissionsFor: { workflow: {} } }),
      'x: permissionsFor is an object, not a function',
    ],
    ['an env that is no list of names', defined({ env: [7] }), 'x: env is no array of names of variables'],
    [
      'kept folders that are no list of names',
      defined({ workflowKeeps: 'sbom' }),
      'x: workflowKeeps is no array of names of folders',
    ],
    [
      'a command without run',
      defined({ commands: [{ name: 'go' }] }),
      'x: each of its commands needs a name and a function run',
    ],
    ['permissions that are a list', defined({ permissions: [] }), 'x: permissions is no object'],
    [
      'a getter that throws',
      {
        get apiVersion() {
          throw new Error('boom');
        },
      },
      'reading it failed: boom',
    ],
  ])('%s', (_, entry, detail) => {
    const problems = problemsOf(plain(), entry);
    expect(problems).toMatchObject([
      { code: 'PLUGIN_INVALID', path: 'plugins[1]', file: '/repo/ci.config.ts' },
    ]);
    expect(problems[0]?.message).toBe(`Entry 1 of \`plugins\` is not a plugin: ${detail}.`);
    expect(problems[0]?.hint).not.toBe('');
  });

  it('a plugin of another version of the API, by its name', () => {
    expect(problemsOf(written({ apiVersion: 2, definition: undefined }))).toMatchObject([
      {
        code: 'PLUGIN_API_VERSION',
        plugin: 'x',
        message: 'Plugin x speaks version 2 of the plugin API; this core speaks 1.',
      },
    ]);
  });

  it('two plugins of one name, of which only the first is set up', () => {
    const { plugins, problems, hooks } = assembled([python(), plain(), python({ versions: ['3.9'] })]);
    expect(problems).toMatchObject([{ code: 'PLUGIN_DUPLICATE', plugin: 'python', path: 'plugins[2]' }]);
    expect(plugins).toHaveLength(2);
    expect(hooks.taps()).toHaveLength(1);
  });

  it('a list that is none', () => {
    expect(assembled({ python }).problems).toMatchObject([{ code: 'CONFIG_INVALID', path: 'plugins' }]);
  });

  it('a plugin that could not be found, with the problem it stands for', () => {
    const problem = problemOf(
      'PLUGIN_NOT_FOUND',
      { plugin: 'pythn', names: '@sluice/plugin-pythn' },
      { path: 'plugins[0]' },
    );
    expect(problemsOf(unresolvedPlugin(problem))).toEqual([problem]);
  });
});

describe('options', () => {
  const of = (given: unknown) =>
    problemsOf(plain(), python(given as never)).map(({ path, message, hint }) => [path, message, hint]);

  it('that are misspelt are told with the one that was meant, and where', () => {
    expect(of({ pytest: { covrage: 30 } })).toEqual([
      [
        'plugins[1].python.pytest.covrage',
        'Plugin python: unknown key "covrage" in pytest',
        'Did you mean "coverage"?',
      ],
    ]);
    expect(of({ verions: [] })).toEqual([
      [
        'plugins[1].python.verions',
        'Plugin python: unknown key "verions" in its options',
        'Did you mean "versions"?',
      ],
    ]);
  });

  it('that resemble nothing are told with all there are', () => {
    expect(of({ lineLength: 100 })[0]?.[2]).toBe(
      'Take it out; its options may have: level, projects, pytest, versions.',
    );
  });

  it('that are wrong in many ways are all told', () => {
    expect(
      of({
        versions: [],
        level: 'requird',
        pytest: { coverage: 'high', retries: 1.5 },
        projects: { a: { rot: 'x' } },
      }),
    ).toEqual([
      [
        'plugins[1].python.versions',
        'Plugin python: versions is too small (0)',
        'It must be at least 1 long.',
      ],
      [
        'plugins[1].python.level',
        'Plugin python: level is "requird"',
        'Did you mean "required"? It may be "required", "optional".',
      ],
      ['plugins[1].python.pytest.coverage', 'Plugin python: pytest.coverage is a string', 'Write a number.'],
      [
        'plugins[1].python.pytest.retries',
        'Plugin python: pytest.retries is a number',
        'Write a whole number.',
      ],
      ['plugins[1].python.projects.a.root', 'Plugin python: projects.a.root is missing', 'Give a string.'],
      [
        'plugins[1].python.projects.a.rot',
        'Plugin python: unknown key "rot" in projects.a',
        'Did you mean "root"?',
      ],
    ]);
  });

  it('that fit no member of a union are told with all that would', () => {
    expect(of({ pytest: 'no' })).toEqual([
      ['plugins[1].python.pytest', 'Plugin python: pytest is "no"', 'Write false or an object.'],
    ]);
  });

  it('that are no object are told', () => {
    expect(of(7)).toEqual([
      ['plugins[1].python', 'Plugin python: its options are a number', 'Write an object.'],
    ]);
    expect(of(null)[0]?.[1]).toBe('Plugin python: its options are null');
  });

  it('never show a long text, which may be a secret', () => {
    const secret = 'x'.repeat(60);
    expect(JSON.stringify(of({ level: secret, pytest: secret }))).not.toContain(secret);
  });

  it('of a plugin that takes none are refused, strictly', () => {
    expect(problemsOf(plain())).toEqual([]);
    expect(problemsOf((plain as (given: unknown) => unknown)({ verbose: true }))).toMatchObject([
      { code: 'PLUGIN_OPTIONS_INVALID', path: 'plugins[0].plain.verbose', plugin: 'plain' },
    ]);
    expect(problemsOf((plain as (given: unknown) => unknown)(3))).toMatchObject([
      { code: 'PLUGIN_OPTIONS_INVALID' },
    ]);
  });

  it('are read strictly although the schema is not', () => {
    const lax = definePlugin({
      name: 'lax',
      version: '1',
      options: z.object({
        tool: z.object({ args: z.array(z.string()).optional() }).optional(),
        list: z.array(z.object({ a: z.string() })).default([]),
        free: z.looseObject({ a: z.string().optional() }).optional(),
        byName: z.record(z.string(), z.object({ root: z.string() })).optional(),
        changed: z
          .object({ a: z.string() })
          .transform(({ a }) => ({ b: a }))
          .optional(),
      }),
      setup: () => {},
    });
    const wrong = {
      tool: { arg: [] },
      lsit: [],
      list: [{ a: 'x' }, { a: 'x', b: 1 }],
      free: { anything: 1 },
      byName: { x: { root: '.', rot: '.' } },
      changed: { a: 'x' },
    };
    expect(problemsOf(lax(wrong as never)).map(({ path, hint }) => [path, hint])).toEqual([
      ['plugins[0].lax.tool.arg', 'Did you mean "args"?'],
      ['plugins[0].lax.lsit', 'Did you mean "list"?'],
      ['plugins[0].lax.list[1].b', 'Did you mean "a"?'],
      ['plugins[0].lax.byName.x.rot', 'Did you mean "root"?'],
    ]);
    expect(problemsOf(lax({ free: { anything: 1 }, changed: { a: 'x' } }))).toEqual([]);
  });

  it('whose schema itself fails are the plugin’s fault', () => {
    const throwing = definePlugin({
      name: 'throwing',
      version: '1',
      options: z.strictObject({}).refine(() => {
        throw new Error('boom');
      }),
      setup: () => {},
    });
    const waiting = definePlugin({
      name: 'waiting',
      version: '1',
      options: z.strictObject({}).refine(() => Promise.resolve(true)),
      setup: () => {},
    });
    for (const problem of problemsOf(throwing(), waiting())) {
      expect(problem).toMatchObject({ code: 'PLUGIN_OPTIONS_INVALID' });
      expect(problem.message).toMatch(/its schema failed on these options/u);
    }
    expect(problemsOf(throwing(), waiting())).toHaveLength(2);
  });

  it('that are wrong keep setup from being called', () => {
    expect(assembled([python({ versions: [] })]).hooks.taps()).toEqual([]);
  });
});

describe('setup', () => {
  it('that throws is named, and the other plugins are still set up', () => {
    const bad = definePlugin({
      name: 'bad',
      version: '1',
      setup: () => {
        throw new Error('boom');
      },
    });
    const { problems, plugins } = assembled([bad(), plain()]);
    expect(problems).toMatchObject([
      {
        code: 'PLUGIN_SETUP_FAILED',
        plugin: 'bad',
        path: 'plugins[0]',
        message: 'Plugin bad failed in setup: boom',
      },
    ]);
    expect(plugins.map(({ name }) => name)).toEqual(['plain']);
  });

  it('that taps before a tap that does not exist fails at that line', () => {
    const bad = definePlugin({
      name: 'bad',
      version: '1',
      setup: ({ hooks }) => hooks.check.tap({ name: 'a', before: 'nobody' }, () => {}),
    });
    expect(problemsOf(bad())[0]?.message).toMatch(/there is no tap "nobody"/u);
  });

  it('that is asynchronous is refused, and what it taps later too', async () => {
    let later: unknown;
    const slow = definePlugin({
      name: 'slow',
      version: '1',
      setup: async ({ hooks }) => {
        await Promise.resolve();
        try {
          hooks.check.tap('x', () => {});
        } catch (error) {
          later = error;
          throw error;
        }
      },
    });
    const { problems, hooks } = assembled([slow()]);
    expect(problems).toMatchObject([{ code: 'PLUGIN_SETUP_FAILED', plugin: 'slow' }]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(String(later)).toContain('setup has ended');
    expect(hooks.taps()).toEqual([]);
  });
});

describe('the mistakes of all plugins', () => {
  it('arrive in one list, each with file, path, what is wrong and what to do', () => {
    const problems = problemsOf(
      python,
      python({ versions: [] }),
      written({ apiVersion: 3 }),
      plain(),
      plain(),
      'x',
    );
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['PLUGIN_INVALID', 'plugins[0]'],
      ['PLUGIN_OPTIONS_INVALID', 'plugins[1].python.versions'],
      ['PLUGIN_API_VERSION', 'plugins[2]'],
      ['PLUGIN_DUPLICATE', 'plugins[4]'],
      ['PLUGIN_INVALID', 'plugins[5]'],
    ]);
    for (const { file, message, hint } of problems) {
      expect(file).toBe('/repo/ci.config.ts');
      expect(`${message}${hint}`).not.toMatch(/\{\w+\}/u);
    }
  });
});
