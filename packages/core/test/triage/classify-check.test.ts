import { describe, expect, it } from 'vitest';
import { classifyCheck } from '../../src/triage/classify-check.ts';
import type { CheckAttempt } from '../../src/triage/check-attempt.ts';

const CWD = '/home/a/app';
const STATE = '/home/a/app/.sluice';
const PIP = [
  'ERROR: Exception:',
  "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(host='files.example', port=443): Read timed out.",
];

type Command = CheckAttempt['commands'][number];
const ended = (line: string, exitCode: number | null = 1): Command => ({ line, exitCode, timedOut: false });

const judge = (lines: readonly string[], more: Partial<CheckAttempt> = {}) => {
  async function* chunks() {
    yield Buffer.from(`${lines.join('\n')}\n`);
  }
  const base = { id: 'python/env@3.12', conclusion: 'errored', findings: [], commands: [] } as const;
  return classifyCheck(chunks(), { ...base, cwd: CWD, stateDir: STATE, ...more }, { show: (text) => text });
};

/** The log of one command that failed, as Sluice writes it. */
const judgeCommand = (line: string, output: readonly string[], exitCode = 1) =>
  judge([`$ ${line}`, ...output, 'errored: it ended'], { commands: [ended(line, exitCode)] });

describe('an attempt whose command failed', () => {
  it.each([
    `${STATE}/python/envs/7f-1/bin/python -m pip install --progress-bar off -r requirements.txt`,
    'PIP_NO_INPUT=1 python3 -m pip install a',
    `env -u PYTHONPATH PIP_NO_INPUT=1 NAME='a b' /usr/bin/python3.12 -m pip install a`,
    `/opt/tools/bin/pip-audit -f json -r ${STATE}/tmp/requirements.txt`,
    `bash -euo pipefail -c 'echo a && pip install a'`,
  ])('is transient by the words of pip: %s', async (line) => {
    expect(await judgeCommand(line, PIP)).toMatchObject({
      verdict: 'transient',
      evidence: [{ line: 3, rule: 'pip-network' }],
    });
  });

  it.each([
    `${CWD}/.venv/bin/pip install a`,
    `${CWD}/bin/../tools/pip install a`,
    './pip install a',
    'python setup.py test',
    '/usr/bin/python3 -m pytest',
    `bash -c 'pytest; pip install a'`,
    `sh -c 'pip install a # it'\\''s'`,
  ])('is not by what the project’s own program prints: %s', async (line) => {
    expect(await judgeCommand(line, PIP)).toMatchObject({ verdict: 'persistent' });
  });

  it('is judged by the last one that failed, and only by what that printed', async () => {
    const lines = [
      '$ uv --version',
      'sh: uv: not found',
      '$ pytest',
      ...PIP,
      '$ pip install a',
      'ERROR: No matching distribution found for a',
    ];
    const commands = [ended('uv --version', 127), ended('pytest'), ended('pip install a')];
    expect(await judge(lines, { commands })).toMatchObject({
      verdict: 'persistent',
      category: 'resolution',
      evidence: [{ line: 7 }],
    });
  });

  it('is found in another folder than the config’s', async () => {
    const commands = [ended("cd 'a b' && pip install a")];
    expect(await judge(['$ pip install a', ...PIP], { commands })).toMatchObject({ verdict: 'transient' });
  });

  it('is not transient where commands ran side by side', async () => {
    const commands = [ended('pip install b', 0), ended('pip install a')];
    expect(await judge(['$ pip install a', '$ pip install b', ...PIP], { commands })).toMatchObject({
      verdict: 'persistent',
    });
  });
});

describe('an attempt that', () => {
  it('was cancelled has no cause in its log', async () => {
    expect(await judge(PIP, { conclusion: 'cancelled' })).toEqual({
      verdict: 'unknown',
      category: 'cancelled',
      confidence: 1,
      evidence: [],
    });
  });

  it.each([
    ['test', 'test'],
    ['type', 'type'],
    ['format', 'lint'],
    ['dependency', 'limit'],
    ['workflow', 'configuration'],
  ] as const)(
    'found something of the kind %s is persistent, whatever is in its log',
    async (kind, category) => {
      const findings = [{ kind, location: { path: 'a.py' } }];
      const commands = [ended('pip install a')];
      expect(
        await judge(['$ pip install a', ...PIP], { conclusion: 'failure', findings, commands }),
      ).toMatchObject({ verdict: 'persistent', category });
    },
  );

  it('broke a limit of a metric found something, too', async () => {
    expect(await judge(PIP, { conclusion: 'failure' })).toMatchObject({ category: 'limit' });
  });

  it('shows the lines of its kind', async () => {
    const lines = ['$ pytest', 'FAILED tests/test_a.py::test_b - assert 1 == 2'];
    const findings = [{ kind: 'test', region: 'tests/test_a.py::test_b' }] as const;
    const said = await judge(lines, { conclusion: 'failure', findings, commands: [ended('pytest')] });
    expect(said.evidence).toMatchObject([{ line: 2, rule: 'pytest-failed' }]);
  });

  it('only ended with an error is judged by its log', async () => {
    const findings = [{ kind: 'code', region: 'exit code 1' }] as const;
    const commands = [ended('pip install a')];
    const lines = ['$ pip install a', ...PIP];
    expect(await judge(lines, { conclusion: 'failure', findings, commands })).toMatchObject({
      verdict: 'transient',
    });
  });

  it('never started a program is persistent, and no rule knows why', async () => {
    expect(await judge(['errored: read ECONNRESET'])).toMatchObject({
      verdict: 'persistent',
      category: 'unclassified',
      evidence: [],
    });
    expect(await judge([])).toMatchObject({ verdict: 'persistent', category: 'unclassified' });
  });
});
