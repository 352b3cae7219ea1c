import { describe, expect, it } from 'vitest';
import { checkConfig } from '../../src/config/check-config.ts';
import { command } from '../../src/plugin/command.ts';

const mistakes = async (value: unknown): Promise<unknown> =>
  (await checkConfig(value, '/repo/ci.config.ts')).map(({ path, message, hint }) => [path, message, hint]);

describe('a config that is fine', () => {
  it.each([
    ['nothing', {}],
    [
      'everything',
      {
        plugins: [{ anything: true }],
        checks: [
          command('docs', ['mkdocs'], {
            env: { A: true, B: 'x' },
            report: { sarif: 'a.sarif' },
            retry: { max: 2, on: ['transient'] },
          }),
          { id: 'repo/own' },
        ],
        policy: {
          required: ['python/*'],
          optional: ['docker/*'],
          informational: ['python/*@legacy,*'],
          limits: [
            {
              rule: 'security/max-high',
              count: { severityAtLeast: 'high', kind: ['code', 'secret'] },
              max: 15,
              over: ['security/bandit'],
            },
          ],
          maxFlaky: 0,
          maxWaiverDays: 30,
          weakening: 'block',
          noPermission: 'defer',
          enforceFrom: '2026-12-07',
          budgetMs: 1000,
        },
        waivers: [{ check: 'docker/build', reason: 'too short', owner: '', expires: 'never' }],
        tools: { ruff: '/opt/ruff' },
      },
    ],
  ])('%s', async (_, value) => {
    expect(await mistakes(value)).toEqual([]);
  });
});

describe('a mistake in a config is told with where, what and what to do', () => {
  it('an unknown key, with the one that was meant', async () => {
    expect(
      await mistakes({
        plugin: [],
        policy: { requird: [], limits: [{ rule: 'a', metric: 'b', mix: 1, min: 2 }] },
      }),
    ).toEqual([
      [
        'policy.limits[0].mix',
        'unknown key "mix" in policy.limits[0]',
        expect.stringMatching(/^Did you mean "(?:min|max)"\?$/u),
      ],
      ['policy.requird', 'unknown key "requird" in policy', 'Did you mean "required"?'],
      ['plugin', 'unknown key "plugin" in the config', 'Did you mean "plugins"?'],
    ]);
  });

  it('values of the wrong kind, all at once', async () => {
    expect(
      await mistakes({
        checks: [undefined, 'docs', {}],
        policy: { required: 'python/*', maxFlaky: -1, enforceFrom: '7 December', weakening: 'blok' },
        tools: { ruff: 3 },
      }),
    ).toEqual([
      [
        'checks[0]',
        'checks[0]: it is no check; make one with command(), or write one out',
        'Correct it as said.',
      ],
      [
        'checks[1]',
        'checks[1]: it is no check; make one with command(), or write one out',
        'Correct it as said.',
      ],
      ['policy.required', 'policy.required is a string', 'Write an array.'],
      ['policy.maxFlaky', 'policy.maxFlaky is too small (-1)', 'It must be at least 0.'],
      ['policy.weakening', 'policy.weakening is "blok"', 'Did you mean "block"? It may be "warn", "block".'],
      ['policy.enforceFrom', 'policy.enforceFrom is "7 December"', 'Write a day as YYYY-MM-DD.'],
      ['tools.ruff', 'tools.ruff is a number', 'Write a string.'],
    ]);
  });

  it('a limit that could never be broken, or that counts two things', async () => {
    expect(
      await mistakes({
        policy: {
          limits: [
            { rule: 'a', metric: 'b' },
            { rule: 'c', max: 1 },
            { rule: 'd', metric: 'x', count: {}, max: 1 },
          ],
        },
      }),
    ).toEqual([
      [
        'policy.limits[0]',
        'policy.limits[0]: without max or min it can never be broken',
        'Correct it as said.',
      ],
      ['policy.limits[1]', 'policy.limits[1]: give either count or metric', 'Correct it as said.'],
      ['policy.limits[2]', 'policy.limits[2]: give either count or metric', 'Correct it as said.'],
    ]);
  });

  it('a waiver of the wrong shape; what it says is judged elsewhere', async () => {
    expect(
      await mistakes({ waivers: [{ check: 'a', reason: 'x', owner: 'y', untill: '2026-01-01' }] }),
    ).toEqual([
      ['waivers[0].expires', 'waivers[0].expires is missing', 'Give a string.'],
      ['waivers[0].untill', 'unknown key "untill" in waivers[0]', expect.stringContaining('expires')],
    ]);
  });

  it('a command that is misspelt', async () => {
    const checks = [
      command('Docs', [], { inptus: ['a'], report: { junti: 'x' }, env: { A: 1 }, level: 'high' } as never),
      command('x', 'mkdocs build' as never),
      command('y', ['']),
    ];
    expect(await mistakes({ checks })).toEqual([
      ['checks[0].name', 'command Docs: name is "Docs"', 'A name is in kebab-case.'],
      ['checks[0].argv', 'command Docs: argv is too small (0)', 'It must be at least 1 long.'],
      ['checks[0].options.level', expect.stringContaining('"high"'), expect.stringContaining('"required"')],
      ['checks[0].options.env.A', 'command Docs: options.env.A is 1', 'Write a string or true.'],
      ['checks[0].options.report.junit', 'command Docs: options.report.junit is missing', 'Give a string.'],
      [
        'checks[0].options.report.junti',
        'command Docs: unknown key "junti" in options.report',
        'Did you mean "junit"?',
      ],
      ['checks[0].options.inptus', 'command Docs: unknown key "inptus" in options', 'Did you mean "inputs"?'],
      ['checks[1].argv', 'command x: argv is a string', 'Write an array.'],
      ['checks[2].argv', 'command y: argv: the program has no name', 'Correct it as said.'],
    ]);
  });

  it('with the file, where it is known', async () => {
    expect(await checkConfig({ a: 1 }, '/repo/ci.config.ts')).toMatchObject([
      { code: 'CONFIG_INVALID', file: '/repo/ci.config.ts' },
    ]);
    expect((await checkConfig({ a: 1 }))[0]).not.toHaveProperty('file');
  });
});
