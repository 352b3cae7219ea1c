import { describe, expect, it } from 'vitest';
import type { Check } from '../../src/model/check.ts';
import { collectChecks } from '../../src/plan/collect.ts';
import { check } from './plan-fixtures.ts';

const valid = check('a/x', {
  level: 'optional',
  limits: [
    {
      rule: 'r',
      count: { severityAtLeast: 'high', state: 'new', fixable: true, kind: ['code'] },
      max: 1,
      over: ['a/*'],
      objection: 'warn',
      when: 'pull_request',
    },
  ],
  phase: 'preflight',
  needs: [],
  inputs: ['**'],
  env: ['TOKEN'],
  tools: [{ name: 'ruff', version: '1' }],
  matrix: { python: ['3.11'], platform: ['linux/amd64'] },
  retry: { max: 2, on: ['failure'], backOffMs: 0 },
  timeoutMs: 1,
  weight: 1,
  exclusive: true,
  writes: false,
  outputs: ['out'],
  cache: true,
  freshForMs: 1,
  keyedBy: { paths: ['.'] },
  fix: ['ruff'],
  disabled: 'off',
});

it('keeps a valid check, frozen', () => {
  const { checks, problems } = collectChecks([{ check: valid, plugin: 'a' }]);
  expect(problems).toEqual([]);
  expect(checks).toEqual([valid]);
  expect(Object.isFrozen(checks[0])).toBe(true);
});

it('lets a plugin add checks of the repository', () => {
  expect(collectChecks([{ check: check('repo/docs'), plugin: 'a' }]).problems).toEqual([]);
});

describe('a check is refused', () => {
  it.each<[string, unknown, string]>([
    ['that is null', null, 'is not an object'],
    ['without an id', { title: 'x', run: () => undefined }, 'has no `id`'],
    ['with an id of one part', check('x'), '<plugin>/<name>'],
    ['with capitals in its id', check('a/X'), 'kebab-case'],
    ["with another plugin's prefix", check('b/x'), 'must begin with `a/`'],
    ['without a title', { ...valid, title: ' ' }, 'has no `title`'],
    ['without a run function', { ...valid, run: 'ruff' }, 'no function `run`'],
    ['with an unknown field', { ...valid, timeout: 5 }, 'the unknown field `timeout`'],
    ['with an unknown level', { ...valid, level: 'must' }, 'unknown level'],
    ['with an unknown phase', { ...valid, phase: 'later' }, 'unknown `phase`'],
    ['with needs that are no list', { ...valid, needs: 'a/y' }, '`needs`'],
    ['with inputs that name nothing', { ...valid, inputs: [] }, '`inputs`'],
    ['with an empty fix', { ...valid, fix: [] }, '`fix`'],
    ['with a deadline of zero', { ...valid, timeoutMs: 0 }, '`timeoutMs`'],
    ['with half a weight', { ...valid, weight: 0.5 }, '`weight`'],
    ['with a freshness below zero', { ...valid, freshForMs: -1 }, '`freshForMs`'],
    ['with a flag that is a text', { ...valid, exclusive: 'yes' }, '`exclusive`'],
    ['that is disabled for no reason', { ...valid, disabled: '' }, '`disabled`'],
    ['with a matrix that is a list', { ...valid, matrix: [] }, '`matrix`'],
    [
      'with an axis without values, and so without cells',
      { ...valid, matrix: { python: [] } },
      'no values on the matrix axis python',
    ],
    ['with an axis that is a number', { ...valid, matrix: { 3: ['a'] } }, 'matrix axis "3"'],
    ['with a value twice', { ...valid, matrix: { python: ['1', '1'] } }, 'twice'],
    ['with a comma in a value', { ...valid, matrix: { python: ['1,2'] } }, '"1,2"'],
    ['with a glob in a value', { ...valid, matrix: { python: ['3.*'] } }, '"3.*"'],
    ['with a retry that is a number', { ...valid, retry: 2 }, '`retry`'],
    ['with retries below zero', { ...valid, retry: { max: -1, on: [] } }, '`retry.max`'],
    ['with a retry on an unknown word', { ...valid, retry: { max: 1, on: ['failed'] } }, '`retry.on`'],
    [
      'with a back-off below zero',
      { ...valid, retry: { max: 1, on: [], backOffMs: -1 } },
      '`retry.backOffMs`',
    ],
    ['with a tool without a version', { ...valid, tools: [{ name: 'ruff' }] }, 'tool'],
    ['with tools that are no list', { ...valid, tools: {} }, '`tools`'],
    ['with limits that are no list', { ...valid, limits: {} }, '`limits`'],
    ['with a limit that is no object', { ...valid, limits: [1] }, 'not an object'],
    ['with a limit without a rule', { ...valid, limits: [{ metric: 'm', max: 1 }] }, 'no `rule`'],
    ['with a limit of nothing', { ...valid, limits: [{ rule: 'r', max: 1 }] }, 'either `count` or `metric`'],
    [
      'with a limit of two things',
      { ...valid, limits: [{ rule: 'r', count: {}, metric: 'm', max: 1 }] },
      'either',
    ],
    ['with a limit without bounds', { ...valid, limits: [{ rule: 'r', count: {} }] }, '`max` or `min`'],
    ['with a bound that is NaN', { ...valid, limits: [{ rule: 'r', count: {}, max: NaN }] }, 'no number'],
    [
      'with a least number of findings',
      { ...valid, limits: [{ rule: 'r', count: {}, min: 1 }] },
      'not `min`',
    ],
    ['with a misspelt limit', { ...valid, limits: [{ rule: 'r', count: {}, maximum: 1 }] }, '`maximum`'],
    [
      'with a misspelt count',
      { ...valid, limits: [{ rule: 'r', count: { severity: 'high' }, max: 1 }] },
      '`count.severity`',
    ],
    [
      'with a severity that does not exist',
      { ...valid, limits: [{ rule: 'r', count: { severityAtLeast: 'HIGH' }, max: 1 }] },
      'severityAtLeast',
    ],
    ['with an odd count', { ...valid, limits: [{ rule: 'r', count: 3, max: 1 }] }, '`count`'],
    [
      'with an odd state',
      { ...valid, limits: [{ rule: 'r', count: { state: 'old', fixable: 1 }, max: 1 }] },
      'state',
    ],
    [
      'with an odd limit',
      { ...valid, limits: [{ rule: 'r', metric: '', max: 1, over: 'a', objection: 'x', when: 'y' }] },
      '`over`',
    ],
    [
      'with two limits of one rule',
      {
        ...valid,
        limits: [
          { rule: 'r', count: {}, max: 1 },
          { rule: 'r', count: {}, max: 2 },
        ],
      },
      'two limits',
    ],
  ])('%s', (_name, given, words) => {
    const { checks, problems } = collectChecks([{ check: given as Check, plugin: 'a' }]);
    expect(checks).toEqual([]);
    expect(problems.map(({ code }) => code)).toContain('CHECK_INVALID');
    expect(problems.map(({ message }) => message).join('\n')).toContain(words);
  });

  it('that throws when it is looked at, and does not keep the others from being looked at', () => {
    const hostile = {
      get id(): string {
        throw new Error('no');
      },
    };
    const { checks, problems } = collectChecks([
      { check: hostile as unknown as Check, plugin: 'a' },
      { check: check('a/y'), plugin: 'a' },
    ]);
    expect(checks.map(({ id }) => id)).toEqual(['a/y']);
    expect(problems[0]?.message).toContain('number 1 of a');
  });

  it('that has the id of another', () => {
    const { problems } = collectChecks(
      [check('a/x'), check('a/x')].map((one) => ({ check: one, plugin: 'a' })),
    );
    expect(problems.map(({ code }) => code)).toEqual(['CHECK_DUPLICATE']);
  });
});
