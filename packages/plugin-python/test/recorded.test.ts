import type { CheckOutcome, Exec } from '@sluice/core';
import { createHarness } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { pythonOptions } from '../src/options.ts';
import { readProject } from '../src/project/read-project.ts';
import { staticChecks } from '../src/static-checks.ts';
import { replayed, versionsOf } from './recorded.ts';
import { answering, outcomeOf, said } from './answering.ts';

type Case =
  | 'clean'
  | 'findings'
  | 'does-not-parse'
  | 'not-text'
  | 'config-refused'
  | 'no-python'
  | 'path-gone';

/** Which recording answers which call of a check. */
type Script = (args: readonly string[]) => string | undefined;

const SCRIPTS: Readonly<Record<string, Script>> = {
  black: (args) => (args.includes('--diff') ? 'black-diff' : 'black'),
  isort: (args) =>
    args.includes('--show-files') ? 'isort-files' : args.includes('--diff') ? 'isort-diff' : 'isort',
  ruff: (args) => (args.includes('--show-files') ? 'ruff-files' : 'ruff'),
  'ruff-format': () => 'ruff-format',
  mypy: (args) => (args[0] === '-c' ? undefined : 'mypy'),
};

const FILES = {
  'app/__init__.py': '',
  'app/a.py': '',
  'app/bad file.py': '',
  'app/bad.py': '',
  'app/broken.py': '',
  'app/latin.py': '',
  'readme.txt': '',
};

/** Runs a check over what its tool said, at that version, about that project. */
async function replay(name: string, project: Case, version: string): Promise<CheckOutcome> {
  await using harness = await createHarness({ files: FILES });
  const { dir } = harness.workspace;
  const options = pythonOptions.parse({ formatter: name === 'ruff-format' ? 'ruff' : 'black' });
  const check = staticChecks(options, await readProject(dir)).find(({ id }) => id === `python/${name}`);
  if (!check) throw new Error(`no check ${name}`);
  const exec: Exec = async (_file, args) => {
    const recording = SCRIPTS[name]?.(args);
    if (recording === undefined) return said(0, '/usr/bin/python3\n');
    const { stdout, stderr, ...result } = replayed(recording, project, version);
    const here = (text: string) => text.replaceAll('/project', dir);
    return { ...result, stdout: here(stdout), stderr: here(stderr) };
  };
  return outcomeOf(await harness.runCheck(answering(check, exec)));
}

/** The outcome in one line: what a table can hold. */
function gist(outcome: CheckOutcome): string {
  if (outcome.status !== 'completed') return outcome.status;
  const { findings, scope } = outcome;
  return `${findings.length} findings, ${scope?.seen} seen, ${scope?.missed} missed`;
}

const TABLE: Readonly<Record<string, Readonly<Record<Case, string>>>> = {
  black: {
    clean: '0 findings, 2 seen, 0 missed',
    findings: '1 findings, 3 seen, 0 missed',
    'does-not-parse': '2 findings, 3 seen, 1 missed',
    'not-text': '1 findings, 2 seen, 1 missed',
    'config-refused': 'errored',
    'no-python': 'errored',
    'path-gone': 'errored',
  },
  isort: {
    clean: '0 findings, 2 seen, 0 missed',
    findings: '1 findings, 3 seen, 0 missed',
    'does-not-parse': '2 findings, 3 seen, 0 missed',
    'not-text': '0 findings, 2 seen, 1 missed',
    'config-refused': 'errored',
    'no-python': 'errored',
    'path-gone': 'errored',
  },
  'ruff-format': {
    clean: '0 findings, 2 seen, 0 missed',
    findings: '1 findings, 3 seen, 0 missed',
    'does-not-parse': '2 findings, 3 seen, 1 missed',
    'not-text': '1 findings, 2 seen, 1 missed',
    'config-refused': 'errored',
    'no-python': 'errored',
    'path-gone': 'errored',
  },
  mypy: {
    clean: '0 findings, 2 seen, 0 missed',
    findings: '2 findings, 3 seen, 0 missed',
    'does-not-parse': 'errored',
    'not-text': 'errored',
    'config-refused': '0 findings, 1 seen, 0 missed',
    'no-python': 'errored',
    'path-gone': 'errored',
  },
};

for (const [name, cases] of Object.entries(TABLE)) {
  describe.each(versionsOf(name))(`${name} %s`, (version) => {
    it.each(Object.entries(cases))('%s: %s', async (project, expected) => {
      const outcome = await replay(name, project as Case, version);
      expect(gist(outcome), JSON.stringify(outcome)).toBe(expected);
    });
  });
}

describe.each(versionsOf('ruff'))('ruff %s', (version) => {
  it('is clean, errored on a refused configuration, and errored on nothing', async () => {
    expect(gist(await replay('ruff', 'clean', version))).toBe('0 findings, 2 seen, 0 missed');
    expect(await replay('ruff', 'config-refused', version)).toMatchObject({
      status: 'errored',
      reason: expect.stringContaining('E999X'),
    });
    expect(gist(await replay('ruff', 'no-python', version))).toBe('errored');
  });

  it('reports with rule, place and what to read', async () => {
    const outcome = await replay('ruff', 'findings', version);
    expect(outcome).toMatchObject({ status: 'completed', scope: { seen: 3 } });
    expect(outcome.status === 'completed' && outcome.findings).toContainEqual(
      expect.objectContaining({
        ruleId: 'ruff/F401',
        location: { path: 'app/bad file.py', line: 16, column: 8, endLine: 16, endColumn: 12 },
        severity: 'medium',
        fixable: true,
        helpUrl: expect.stringContaining('https://docs.astral.sh/ruff/rules/'),
      }),
    );
  });

  it('calls code that does not parse by one name in every version', async () => {
    const outcome = await replay('ruff', 'does-not-parse', version);
    expect(outcome.status === 'completed' && outcome.findings).toContainEqual(
      expect.objectContaining({ ruleId: 'ruff/syntax-error', severity: 'high' }),
    );
  });
});

describe('reasons', () => {
  it('are the words of the tool', async () => {
    const reasons = await Promise.all(
      ['black', 'isort', 'ruff-format'].map(async (name) => {
        const outcome = await replay(name, 'config-refused', versionsOf(name).at(-1) ?? '');
        return outcome.status === 'errored' ? outcome.reason : '';
      }),
    );
    expect(reasons[0]).toContain("'abc' is not a valid integer");
    expect(reasons[1]).toContain('Specified profile of nope does not exist');
    expect(reasons[2]).toContain('Unknown rule selector `E999X`');
  });

  it('name the file at which mypy stopped', async () => {
    const outcome = await replay('mypy', 'does-not-parse', versionsOf('mypy').at(-1) ?? '');
    expect(outcome).toMatchObject({
      reason: expect.stringMatching(/^mypy stopped at app\/broken\.py:2: .*; the rest was not checked$/),
    });
  });
});
