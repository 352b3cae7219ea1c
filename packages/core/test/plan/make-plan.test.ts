import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashPlan } from '../../src/plan/hash-plan.ts';
import { changed, check, codes, ids, plan, planned, running } from './plan-fixtures.ts';

describe('the cells of a plan', () => {
  it('are all combinations of a matrix, named in axis order', () => {
    const made = plan([check('a/x', { matrix: { python: ['3.11', '3.12'], os: ['linux', 'mac'] } })]);
    expect(ids(made)).toEqual(['a/x@3.11,linux', 'a/x@3.11,mac', 'a/x@3.12,linux', 'a/x@3.12,mac']);
    expect(planned(made, 'a/x@3.12,linux').cell).toEqual({ python: '3.12', os: 'linux' });
  });

  it('are one without a suffix where there is no matrix', () => {
    expect(ids(plan([check('a/x'), check('a/y', { matrix: {} })]))).toEqual(['a/x', 'a/y']);
  });
});

describe('needs', () => {
  const versions = { python: ['3.11', '3.12'] };

  it('mean the same cell between two matrix checks', () => {
    const made = plan([
      check('a/env', { matrix: versions }),
      check('a/test', { matrix: versions, needs: ['a/env'] }),
    ]);
    expect(planned(made, 'a/test@3.11').needs).toEqual(['a/env@3.11']);
    expect(planned(made, 'a/test@3.12').needs).toEqual(['a/env@3.12']);
  });

  it('mean the same cell by a glob too', () => {
    const made = plan([
      check('a/env', { matrix: versions }),
      check('a/test', { matrix: versions, needs: ['a/e*'] }),
    ]);
    expect(planned(made, 'a/test@3.12').needs).toEqual(['a/env@3.12']);
  });

  it('mean the matching projection where the needed check has fewer axes', () => {
    const made = plan([
      check('a/env', { matrix: versions }),
      check('a/test', { matrix: { os: ['linux', 'mac'], python: ['3.11', '3.12'] }, needs: ['a/env'] }),
    ]);
    expect(planned(made, 'a/test@linux,3.12').needs).toEqual(['a/env@3.12']);
  });

  it('mean all cells from a check without a matrix, and one cell where it is written out', () => {
    const made = plan([
      check('a/env', { matrix: versions }),
      check('a/all', { needs: ['a/env'] }),
      check('a/one', { needs: ['a/env@3.12'] }),
    ]);
    expect(planned(made, 'a/all').needs).toEqual(['a/env@3.11', 'a/env@3.12']);
    expect(planned(made, 'a/one').needs).toEqual(['a/env@3.12']);
  });

  it('by a glob leave the check itself out', () => {
    const made = plan([check('a/one'), check('a/two'), check('a/last', { needs: ['a/*'] })]);
    expect(made.problems).toEqual([]);
    expect(planned(made, 'a/last').needs).toEqual(['a/one', 'a/two']);
  });

  it('that are unknown are reported with the path and a suggestion', () => {
    const made = plan([
      check('a/deploy', { needs: ['a/build'] }),
      check('a/build', { needs: ['a/evn'] }),
      check('a/env'),
    ]);
    expect(codes(made)).toEqual(['NEEDS_UNKNOWN']);
    expect(made.problems[0]?.hint).toContain('Did you mean a/env?');
    expect(made.problems[0]?.hint).toContain('a/deploy -> a/build -> a/evn');
  });

  it('that name a cell which does not exist are reported', () => {
    const made = plan([
      check('a/env', { matrix: { python: ['3.11'] } }),
      check('a/test', { matrix: versions, needs: ['a/env'] }),
    ]);
    expect(codes(made)).toEqual(['NEEDS_UNKNOWN']);
    expect(made.problems[0]?.message).toContain('a/test@3.12');
  });

  it('in a circle are reported once with the whole path', () => {
    const matrix = versions;
    const made = plan([
      check('a/a', { matrix, needs: ['a/c'] }),
      check('a/b', { matrix, needs: ['a/a'] }),
      check('a/c', { matrix, needs: ['a/b'] }),
      check('a/behind', { needs: ['a/c'] }),
      check('a/free'),
    ]);
    expect(codes(made)).toEqual(['NEEDS_CYCLE']);
    expect(made.problems[0]?.message).toContain('a/a@3.11 -> a/c@3.11 -> a/b@3.11 -> a/a@3.11');
  });

  it('in two circles are reported as two, and a check that needs itself as one', () => {
    const made = plan([
      check('a/a', { needs: ['a/b'] }),
      check('a/b', { needs: ['a/a'] }),
      check('a/self', { needs: ['a/self'] }),
    ]);
    expect(made.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('a/a -> a/b -> a/a'),
      expect.stringContaining('a/self -> a/self'),
    ]);
  });

  it('of a preflight check on one that is none are refused', () => {
    const made = plan([check('a/first', { phase: 'preflight', needs: ['a/later'] }), check('a/later')]);
    expect(codes(made)).toEqual(['CHECK_INVALID']);
  });
});

describe('selection', () => {
  const checks = [
    check('py/env', { matrix: { python: ['3.11', '3.12'] } }),
    check('py/test', { matrix: { python: ['3.11', '3.12'] }, needs: ['py/env'] }),
    check('py/lint'),
  ];

  it('of one cell brings what it needs along and leaves the rest, with a reason each', () => {
    const made = plan(checks, { ids: ['py/test@3.12'] });
    expect(running(made)).toEqual({
      'py/env@3.12': 'needed-by',
      'py/test@3.12': 'selected',
      'py/env@3.11': 'not-selected',
      'py/test@3.11': 'not-selected',
      'py/lint': 'not-selected',
    });
    expect(made.plan.partial).toBe(true);
    expect(made.plan.checks.every(({ reason }) => reason.length > 5)).toBe(true);
  });

  it('of everything is not partial', () => {
    expect(plan(checks, { ids: ['py/*'] }).plan.partial).toBe(false);
    expect(plan(checks).plan.partial).toBe(false);
  });

  it('leaves out what is skipped, and what needs it', () => {
    const made = plan(checks, { skip: ['py/env@3.11'] });
    expect(running(made)).toMatchObject({
      'py/env@3.11': 'not-selected',
      'py/test@3.11': 'not-selected',
      'py/test@3.12': 'all',
    });
    expect(planned(made, 'py/test@3.11').reason).toContain('needs py/env@3.11');
  });

  it('of an unknown id is a problem with a suggestion', () => {
    const made = plan(checks, { ids: ['py/tset', 'lint'], skip: ['py/lnt'] });
    expect(codes(made)).toEqual(['CHECK_UNKNOWN', 'CHECK_UNKNOWN', 'CHECK_UNKNOWN']);
    expect(made.problems.map(({ hint }) => hint.split('?')[0])).toEqual([
      'Did you mean py/test',
      'Did you mean py/lint',
      'Did you mean py/lint',
    ]);
  });

  it('names a check that is not affected, which then runs', () => {
    const made = plan([check('a/docs', { inputs: ['docs/**'] })], {
      ids: ['a/docs'],
      changes: changed('src/x.py'),
    });
    expect(running(made)).toEqual({ 'a/docs': 'selected' });
  });
});

describe('what changed', () => {
  const checks = [
    check('a/docs', { inputs: ['docs/**', '!docs/old/**'] }),
    check('a/code', { inputs: ['src/**/*.py'] }),
  ];

  it('skips a check whose inputs match nothing, and says so', () => {
    const made = plan(checks, { changes: changed('src/a/b.py', 'src/.hidden/c.py') });
    expect(running(made)).toEqual({ 'a/code': 'affected', 'a/docs': 'not-affected' });
    expect(planned(made, 'a/docs').reason).toBe(
      'none of 2 changed files since main matches docs/**, !docs/old/**',
    );
    expect(planned(made, 'a/code').reason).toBe('src/a/b.py and 1 more changed since main');
  });

  it('names a few of many globs in the reason, and all of them in the proof', () => {
    const inputs = ['a/**', 'b/**', 'c/**', 'd/**', 'e/**'];
    const made = plan([check('a/many', { inputs })], { changes: changed('src/x.py') });
    const { reason, proof } = planned(made, 'a/many');
    expect(reason).toBe('none of 1 changed file since main matches a/**, b/**, c/** and 2 more globs');
    expect(proof?.inputs).toEqual(inputs);
  });

  it('is matched for dot files, and not for excluded ones', () => {
    expect(running(plan(checks, { changes: changed('docs/.x') }))).toMatchObject({ 'a/docs': 'affected' });
    expect(running(plan(checks, { changes: changed('docs/old/x') }))).toMatchObject({
      'a/docs': 'not-affected',
    });
  });

  it('affects a check that names no inputs', () => {
    expect(running(plan([check('a/x')], { changes: changed('README.md') }))).toEqual({ 'a/x': 'affected' });
  });

  it('affects all but the excluded files where a check names excludes alone', () => {
    const inputs = ['!docs/**'];
    expect(running(plan([check('a/x', { inputs })], { changes: changed('a') }))).toEqual({
      'a/x': 'affected',
    });
    expect(running(plan([check('a/x', { inputs })], { changes: changed('docs/a') }))).toEqual({
      'a/x': 'not-affected',
    });
  });

  it('runs what an affected check needs', () => {
    const made = plan(
      [
        check('a/env', { inputs: ['requirements.txt'] }),
        check('a/test', { inputs: ['src/**'], needs: ['a/env'] }),
      ],
      {
        changes: changed('src/x'),
      },
    );
    expect(running(made)).toEqual({ 'a/env': 'needed-by', 'a/test': 'affected' });
  });

  it('affects what builds on a check whose inputs changed, and not on one that names none', () => {
    const made = plan(
      [
        check('a/env'),
        check('a/build', { inputs: ['src/**'] }),
        check('a/pack', { inputs: ['pack/**'], needs: ['a/build'] }),
        check('a/ship', { inputs: ['ship/**'], needs: ['a/pack'] }),
        check('a/docs', { inputs: ['docs/**'], needs: ['a/env'] }),
      ],
      { changes: changed('src/x') },
    );
    expect(running(made)).toEqual({
      'a/env': 'affected',
      'a/build': 'affected',
      'a/pack': 'affected',
      'a/ship': 'affected',
      'a/docs': 'not-affected',
    });
    expect(planned(made, 'a/ship').reason).toBe('a/pack, which it needs, is affected');
  });

  it('affects everything when it is part of what the config is made of', () => {
    const sources = { files: ['ci/limits.ts'], folders: ['tools/plugin/'], isOpen: false };
    const with_ = (file: string, isOpen = false): Record<string, string> =>
      running(plan(checks, { changes: changed(file), sources: { ...sources, isOpen } }));
    expect(with_('ci/limits.ts')).toEqual({ 'a/code': 'all', 'a/docs': 'all' });
    expect(with_('tools/plugin/src/index.ts')).toEqual({ 'a/code': 'all', 'a/docs': 'all' });
    expect(with_('tools/plugins.md')).toEqual({ 'a/code': 'not-affected', 'a/docs': 'not-affected' });
    expect(with_('tools/other.mjs')).toEqual({ 'a/code': 'not-affected', 'a/docs': 'not-affected' });
    expect(with_('tools/other.mjs', true)).toEqual({ 'a/code': 'all', 'a/docs': 'all' });
  });

  it('comes with the proof where it affects nothing', () => {
    const made = plan(checks, { changes: changed('src/a.py', 'README') });
    expect(planned(made, 'a/docs').proof).toEqual({
      base: 'main',
      files: 2,
      inputs: ['docs/**', '!docs/old/**'],
    });
    expect(planned(made, 'a/code').proof).toBeUndefined();
  });

  it('proves nothing when it is empty', () => {
    expect(running(plan(checks, { changes: changed() }))).toEqual({ 'a/code': 'all', 'a/docs': 'all' });
  });

  it.each([
    'ci.config.ts',
    'ci.lock.json',
    '.github/workflows/ci.yml',
    '../.github/workflows/ci.yml',
    'package-lock.json',
    '../pnpm-lock.yaml',
    'services/a/uv.lock',
    'poetry.lock',
    'pylock.dev.toml',
    'node_modules/x/index.js',
  ])('affects everything when it is %s', (file) => {
    expect(running(plan(checks, { changes: changed(file) }))).toEqual({ 'a/code': 'all', 'a/docs': 'all' });
  });

  it('runs every contributor of a limit over several checks as soon as one is affected', () => {
    const limits = [{ rule: 's/high', count: {}, max: 1, over: ['s/*'] }];
    const both = [
      check('s/env', { inputs: ['env'] }),
      check('s/bandit', { inputs: ['src/**'] }),
      check('s/audit', { inputs: ['requirements.txt'], needs: ['t/db'] }),
      check('t/db', { inputs: ['db'] }),
    ];
    const made = plan(both, { policy: { limits }, changes: changed('src/x') });
    expect(running(made)).toEqual({
      's/bandit': 'affected',
      's/audit': 'completes-limit',
      's/env': 'completes-limit',
      't/db': 'needed-by',
    });
    const untouched = plan(both, { policy: { limits }, changes: changed('README') });
    expect(new Set(Object.values(running(untouched)))).toEqual(new Set(['not-affected']));
  });
});

describe('a disabled check', () => {
  it('stays in the plan with its reason, whatever is selected', () => {
    const made = plan([check('a/x', { disabled: 'broken upstream' }), check('a/y')], { ids: ['a/x', 'a/y'] });
    expect(planned(made, 'a/x')).toMatchObject({
      decision: 'skip',
      skip: 'disabled',
      reason: 'broken upstream',
    });
    expect(made.plan.partial).toBe(false);
  });
});

describe('the order of a plan', () => {
  it('is preflight first, then by needs, ties by id', () => {
    const made = plan([
      check('b/z'),
      check('b/a', { needs: ['b/z'] }),
      check('c/first', { phase: 'preflight', needs: ['d/zero'] }),
      check('d/zero', { phase: 'preflight' }),
      check('b/m'),
    ]);
    expect(ids(made)).toEqual(['d/zero', 'c/first', 'b/m', 'b/z', 'b/a']);
  });

  it('and its hash do not depend on the order in which checks, needs, inputs or patterns were added', () => {
    const checks = [
      check('a/x', { needs: ['a/y', 'b/z'], inputs: ['1', '2'] }),
      check('a/y', { matrix: { v: ['1', '2'] } }),
      check('b/z', {
        phase: 'preflight',
        limits: [
          { rule: 'r', metric: 'm', max: 1 },
          { metric: 'n', rule: 's', min: 1 },
        ],
      }),
      check('b/w', { needs: ['a/*'] }),
    ];
    const expected = plan(checks, { policy: { required: ['a/*', 'b/*'] } }).plan;
    fc.assert(
      fc.property(
        fc.shuffledSubarray(checks, { minLength: checks.length }),
        fc.boolean(),
        (shuffled, isReversed) => {
          const given = shuffled.map((one) => ({
            ...one,
            ...(isReversed && one.needs ? { needs: one.needs.toReversed() } : {}),
            ...(isReversed && one.inputs ? { inputs: one.inputs.toReversed() } : {}),
            ...(isReversed && one.limits ? { limits: one.limits.toReversed() } : {}),
          }));
          const { plan: made } = plan(given, {
            policy: { required: isReversed ? ['b/*', 'a/*'] : ['a/*', 'b/*'] },
          });
          expect(made.hash).toBe(expected.hash);
          expect(ids({ plan: made })).toEqual(ids({ plan: expected }));
        },
      ),
    );
  });
});

describe('the hash of a plan', () => {
  const base = plan([check('a/x', { inputs: ['src/**'] }), check('a/y')]).plan;

  it('is the sha256 of its checks', () => {
    expect(base.hash).toMatch(/^[0-9a-f]{64}$/u);
    expect(hashPlan(base.checks)).toBe(base.hash);
    expect(hashPlan(base.checks.toReversed())).toBe(base.hash);
  });

  it('does not say anything of titles, words or tools', () => {
    const tools = [{ name: 't', version: '1' }];
    const other = plan([
      check('a/x', { inputs: ['src/**'], title: 'other', tools }),
      check('a/y', { timeoutMs: 5 }),
    ]).plan;
    expect(other.hash).toBe(base.hash);
  });

  it.each([
    ['a level', [check('a/x', { inputs: ['src/**'], level: 'optional' as const }), check('a/y')]],
    ['a limit', [check('a/x', { inputs: ['src/**'], limits: [] }), check('a/y')]],
    ['needs', [check('a/x', { inputs: ['src/**'], needs: ['a/y'] }), check('a/y')]],
    ['inputs', [check('a/x', { inputs: ['lib/**'] }), check('a/y')]],
    ['a decision', [check('a/x', { inputs: ['src/**'], disabled: 'off' }), check('a/y')]],
    ['a cell', [check('a/x', { inputs: ['src/**'] }), check('a/y', { matrix: { v: ['1'] } })]],
    ['one more check', [check('a/x', { inputs: ['src/**'] }), check('a/y'), check('a/z')]],
  ])('changes with %s', (_name, checks) => {
    expect(plan(checks).plan.hash).not.toBe(base.hash);
  });
});

it('plans a thousand checks that need one another', () => {
  const checks = Array.from({ length: 1000 }, (_, index) =>
    check(`p${index % 10}/c${index}`, {
      inputs: [`src/${index}/**`, '!**/*.md'],
      ...(index >= 10 ? { needs: [`p${index % 10}/c${index - 10}`] } : {}),
    }),
  );
  const changes = changed(...Array.from({ length: 50 }, (_, index) => `src/${index * 20}/file.py`));
  const policy = { required: ['p1/*', 'p2/*'], optional: ['p3/*', 'p4/c4*'] };
  const made = plan(checks, { changes, policy });
  expect(made.plan.checks).toHaveLength(1000);
  expect(made.problems).toEqual([]);
});
