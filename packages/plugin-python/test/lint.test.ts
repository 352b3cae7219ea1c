import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Check, CheckOutcome } from '@sluice/core';
import { createHarness, type CheckRunOutput } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { staticChecks } from '../src/static-checks.ts';
import { pythonOptions, type PythonInput } from '../src/options.ts';
import { readProject } from '../src/project/read-project.ts';
import { answering, outcomeOf, said } from './answering.ts';
import { defaultTools } from './default-tools.ts';

const tools = defaultTools();

/** The check of that name over a folder, as the plugin would add it. */
async function checkOf(name: string, dir: string, options: PythonInput = {}): Promise<Check> {
  const checks = staticChecks(pythonOptions.parse(options), await readProject(dir));
  const check = checks.find(({ id }) => id === `python/${name}`);
  if (!check) throw new Error(`no ${name} among ${checks.map(({ id }) => id).join(', ')}`);
  return check;
}

interface RunOutput extends CheckRunOutput {
  readonly outcome: CheckOutcome;
}

async function run(
  name: string,
  files: Readonly<Record<string, string>>,
  options: PythonInput = {},
): Promise<RunOutput> {
  await using harness = await createHarness({ files });
  const output = await harness.runCheck(await checkOf(name, harness.workspace.dir, options), { tools });
  return { ...output, outcome: outcomeOf(output) };
}

const CLEAN =
  'import os\nimport sys\n\n\ndef hello(name: str) -> str:\n    return f"{name} {os.sep} {sys.path}"\n';
const UGLY = 'import sys\nimport os\nx = {  "a":os,\n"b":sys}\n';
const BROKEN = 'import os\ndef f(:\n    return 1\n';

describe.each(['black', 'isort', 'ruff', 'ruff-format'] as const)('%s', (name) => {
  const options: PythonInput = { formatter: name === 'ruff-format' ? 'ruff' : 'black' };

  it('completes without findings on clean code and says how many files it saw', async () => {
    const { outcome } = await run(name, { 'app/__init__.py': '', 'app/a.py': CLEAN }, options);
    expect(outcome).toMatchObject({
      status: 'completed',
      findings: [],
      scope: { seen: 2, missed: 0 },
      summary: '2 files',
    });
  });

  it('reports what is wrong, with the place', async () => {
    const { outcome } = await run(name, { 'app/a.py': CLEAN, 'app/ünd bad.py': UGLY }, options);
    if (outcome.status !== 'completed') throw new Error(JSON.stringify(outcome));
    expect(outcome.findings.length).toBeGreaterThan(0);
    expect(outcome.findings[0]).toMatchObject({
      location: { path: 'app/ünd bad.py', line: expect.any(Number) },
      kind: name === 'ruff' ? 'code' : 'format',
      fixable: true,
    });
    expect(outcome.scope).toMatchObject({ seen: 2, missed: 0 });
  });

  it('is errored in a folder without Python', async () => {
    const { outcome } = await run(name, { 'readme.txt': 'hello\n' }, options);
    expect(outcome).toEqual({
      status: 'errored',
      reason: 'nothing to look at: no Python file in this folder',
    });
  });

  it('is errored when a path does not exist', async () => {
    const { outcome } = await run(name, { 'app/a.py': CLEAN }, { ...options, paths: ['gone'] });
    expect(outcome).toMatchObject({ status: 'errored' });
  });

  it('is errored, in the words of the tool, when its configuration is refused', async () => {
    const config =
      '[tool.black]\nline-length = "abc"\n[tool.isort]\nprofile = "nope"\n[tool.ruff.lint]\nselect = ["E999X"]\n';
    const { outcome } = await run(name, { 'app/a.py': CLEAN, 'pyproject.toml': config }, options);
    expect(outcome).toMatchObject({ status: 'errored', reason: expect.stringMatching(/abc|nope|E999X/) });
  });

  it('looks at no environment inside the tree, nor at the state of Sluice', async () => {
    const { outcome } = await run(
      name,
      {
        'app/a.py': CLEAN,
        'tools/python312/pyvenv.cfg': 'home = /usr\n',
        'tools/python312/lib/ugly.py': UGLY,
        '.sluice/python/envs/3.12/ugly.py': UGLY,
        'build/lib/ugly.py': UGLY,
      },
      options,
    );
    expect(outcome).toMatchObject({ status: 'completed', findings: [], scope: { seen: 1 } });
  });

  it('changes no file, whatever the configuration says', async () => {
    await using harness = await createHarness({
      files: {
        'app/a.py': UGLY,
        'pyproject.toml':
          '[tool.ruff]\nfix = true\nunsafe-fixes = true\n[tool.ruff.lint]\nselect = ["ALL"]\n',
      },
    });
    await harness.runCheck(await checkOf(name, harness.workspace.dir, options), { tools });
    expect(await harness.workspace.read('app/a.py')).toBe(UGLY);
  });

  it('gives findings that keep their region when lines move', async () => {
    const [before, after] = await Promise.all(
      ['', '# a comment above\n\n'].map((added) => run(name, { 'a.py': added + UGLY }, options)),
    );
    const regions = (output: CheckRunOutput | undefined) =>
      output?.result.findings.map(({ ruleId, region }) => [ruleId, region]);
    expect(regions(before)).toEqual(regions(after));
    expect(regions(before)?.length).toBeGreaterThan(0);
  });

  it('has a fixer that leaves nothing for the check to report', async () => {
    await using harness = await createHarness({
      files: { 'a.py': 'import sys\nimport os\nprint(os.sep,   sys.path)\n' },
    });
    const check = await checkOf(name, harness.workspace.dir, options);
    const [program = '', ...args] = check.fix ?? [];
    const fixer: Check = {
      ...check,
      run: async (ctx) => {
        await ctx.exec(program, args);
        return { status: 'skipped', reason: 'only the fixer ran' };
      },
    };
    expect((await harness.runCheck(check, { tools })).conclusion).toBe('failure');
    await harness.runCheck(fixer, { tools });
    expect((await harness.runCheck(check, { tools })).conclusion).toBe('success');
  });

  it('is errored when the tool says half of it, says nothing, or is killed', async () => {
    await using harness = await createHarness({ files: { 'a.py': CLEAN } });
    const check = await checkOf(name, harness.workspace.dir, options);
    const answers = [
      said(1, '{"half":'),
      said(0),
      said(139, '', 'Segmentation fault'),
      { ...said(null), signal: 'SIGKILL' },
    ];
    for (const answer of answers) {
      const { conclusion } = await harness.runCheck(answering(check, async () => answer));
      expect(conclusion, JSON.stringify(answer)).toBe('errored');
    }
  });
});

describe('a file that does not parse', () => {
  it('is a finding of Black at its line, and the other files are judged', async () => {
    const { outcome } = await run('black', { 'a.py': CLEAN, 'broken.py': BROKEN });
    expect(outcome).toMatchObject({
      status: 'completed',
      findings: [
        { ruleId: 'black/cannot-format', severity: 'high', location: { path: 'broken.py', line: 2 } },
      ],
      scope: { seen: 2, missed: 1 },
    });
  });

  it('is a finding of Ruff and of its formatter', async () => {
    const files = { 'a.py': CLEAN, 'broken.py': BROKEN };
    const lint = await run('ruff', files);
    expect(lint.result.findings).toContainEqual(
      expect.objectContaining({
        ruleId: 'ruff/syntax-error',
        severity: 'high',
        location: expect.objectContaining({ path: 'broken.py', line: 2 }),
      }),
    );
    const format = await run('ruff-format', files, { formatter: 'ruff' });
    expect(format.outcome).toMatchObject({
      findings: [{ ruleId: 'ruff-format/cannot-format', location: { path: 'broken.py', line: 2 } }],
      scope: { seen: 2, missed: 1 },
    });
  });

  it('that is no text is missed by isort, and alone it is no evidence', async () => {
    await using harness = await createHarness({ files: { 'a.py': CLEAN } });
    const { dir, path } = harness.workspace;
    await writeFile(path('latin.py'), Buffer.from('import os\nimport abc\n\nx = "\xe9"\n', 'latin1'));
    const both = await harness.runCheck(await checkOf('isort', dir), { tools });
    expect(outcomeOf(both)).toMatchObject({ status: 'completed', scope: { seen: 2, missed: 1 } });
    const alone = await harness.runCheck(await checkOf('isort', dir, { paths: ['latin.py'] }), { tools });
    expect(outcomeOf(alone)).toMatchObject({
      status: 'errored',
      reason: expect.stringContaining('could read no file'),
    });
  });
});

describe('settings', () => {
  // 94 columns: too wide for Black's own default, not for the reference.
  const source = `def f(aaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccccccc, dddddddddddd):\n    return 1\n`;

  it('are the reference: 100 columns where the project configures none', async () => {
    const { outcome } = await run('black', { 'a.py': source });
    expect(outcome).toMatchObject({
      status: 'completed',
      findings: [],
      scope: { detail: [expect.stringContaining('line length 100')] },
    });
  });

  it("are the project's own where it has some, and the option's where that is set", async () => {
    const files = { 'a.py': source, 'pyproject.toml': '[tool.black]\nskip-string-normalization = true\n' };
    const own = await run('black', files);
    expect(own.outcome).toMatchObject({
      findings: [{ ruleId: 'black/would-reformat' }],
      scope: { detail: [expect.stringContaining('[tool.black]')] },
    });
    const option = await run('black', files, { black: { lineLength: 100 } });
    expect(option.outcome).toMatchObject({
      findings: [],
      scope: { detail: [expect.stringContaining('option black.lineLength wins over')] },
    });
  });

  it('are taken from a pre-commit hook that has the only ones', async () => {
    const hook =
      'repos:\n- repo: https://github.com/psf/black-pre-commit-mirror\n  rev: 26.10.1\n  hooks:\n  - id: black\n    args: [--quiet, --line-length=100]\n';
    const { outcome, commands } = await run('black', { 'a.py': source, '.pre-commit-config.yaml': hook });
    expect(outcome).toMatchObject({ findings: [] });
    expect(commands[0]).not.toContain('--quiet');
  });

  it('of isort keep what the project skips beside what is left out here', async () => {
    const files = {
      'a.py': CLEAN,
      'generated/b.py': UGLY,
      'environment/pyvenv.cfg': '',
      'environment/c.py': UGLY,
      'setup.cfg': '[isort]\nprofile = black\nextend_skip_glob = generated/*\n',
    };
    const { outcome } = await run('isort', files);
    expect(outcome).toMatchObject({
      status: 'completed',
      findings: [],
      scope: { seen: 1, detail: [expect.stringContaining('setup.cfg')] },
    });
  });

  it('of Black keep what the project excludes beside what is left out here', async () => {
    const files = {
      'a.py': CLEAN,
      'generated/b.py': UGLY,
      'environment/pyvenv.cfg': '',
      'environment/c.py': UGLY,
      'pyproject.toml': "[tool.black]\nextend-exclude = '''\n/(\n  generated # not ours\n)/\n'''\n",
    };
    const { outcome } = await run('black', files);
    expect(outcome).toMatchObject({ status: 'completed', findings: [], scope: { seen: 1 } });
  });

  it("of Ruff's formatter keep what the project excludes beside what is left out here", async () => {
    const files = {
      'a.py': CLEAN,
      'generated/b.py': UGLY,
      'environment/pyvenv.cfg': '',
      'environment/c.py': UGLY,
      'ruff.toml': 'extend-exclude = ["generated"]\n[format]\n',
    };
    const { outcome } = await run('ruff-format', files);
    expect(outcome).toMatchObject({ status: 'completed', findings: [], scope: { seen: 1 } });
  });
});

describe('mypy', () => {
  async function mypy(files: Readonly<Record<string, string>>, options: PythonInput = {}, errors?: number) {
    await using harness = await createHarness({ files });
    const entry = { runId: '1', id: 'python/mypy', startedAt: '', durationMs: 1, conclusion: 'failure' };
    const output = await harness.runCheck(await checkOf('mypy', harness.workspace.dir, options), {
      tools,
      provides: { path: [dirname(tools['mypy'] ?? '')] },
      history: errors === undefined ? [] : [{ ...entry, metrics: { errors } }],
    });
    return { ...output, outcome: outcomeOf(output) };
  }
  const TYPED = 'def f() -> int:\n    return "x"\n\n\nf().nothing\n';

  it('counts errors, with columns, and says how that changed', async () => {
    const { outcome } = await mypy({ 'app/__init__.py': '', 'app/a.py': TYPED }, {}, 3);
    expect(outcome).toMatchObject({
      status: 'completed',
      metrics: { errors: 2, files: 2 },
      summary: '2 errors in 2 files, 1 fewer than in the last run',
      findings: [
        { ruleId: 'mypy/return-value', kind: 'type', location: { path: 'app/a.py', line: 2, column: 12 } },
        { ruleId: 'mypy/attr-defined' },
      ],
    });
  });

  it('says so when there is no error and no earlier run', async () => {
    const { outcome } = await mypy({ 'app/__init__.py': CLEAN });
    expect(outcome).toMatchObject({ status: 'completed', summary: '0 errors in 1 file, no earlier run' });
  });

  it('is errored when a file stops it, when its plugin is missing, and when there is nothing to check', async () => {
    const broken = await mypy({ 'app/__init__.py': BROKEN });
    expect(broken.outcome).toMatchObject({
      status: 'errored',
      reason: expect.stringContaining('stopped at app/__init__.py:2'),
    });
    const plugin = await mypy({ 'app/__init__.py': '', 'mypy.ini': '[mypy]\nplugins = not_there.plugin\n' });
    expect(plugin.outcome).toMatchObject({ status: 'errored', reason: expect.stringContaining('not_there') });
    const empty = await mypy({ 'readme.txt': '' });
    expect(empty.outcome).toMatchObject({ status: 'errored', reason: expect.stringContaining('no .py') });
  });

  it('reads JSON too, where the configuration asks for it', async () => {
    const { outcome } = await mypy({ 'app/__init__.py': TYPED }, { mypy: { args: ['--output', 'json'] } });
    // JSON has no closing line, so nothing says how much was looked at.
    expect(outcome).toMatchObject({
      status: 'errored',
      findings: [{ ruleId: 'mypy/return-value', location: { column: 12 } }, {}],
    });
  });
});

describe('complexity', () => {
  const branchy = `def f(x: int) -> int:\n${Array.from({ length: 12 }, (_, n) => `    if x == ${n}:\n        return ${n}\n`).join('')}    return x\n`;

  it('counts the functions above the limit and names the worst', async () => {
    const { outcome } = await run('complexity', { 'a.py': `${branchy}\n\ndef g() -> None:\n    pass\n` });
    expect(outcome).toMatchObject({
      status: 'completed',
      metrics: { functions: 2, above: 1, worst: 13, average: 7 },
      findings: [{ ruleId: 'complexity/too-complex', region: 'f', location: { path: 'a.py', line: 1 } }],
      summary: '1 of 2 functions above 10, worst 13: f',
    });
  });

  it('knows the worst when none is above the limit', async () => {
    const { outcome } = await run('complexity', { 'a.py': branchy }, { complexity: { max: 20 } });
    expect(outcome).toMatchObject({ status: 'completed', findings: [], metrics: { worst: 13, above: 0 } });
  });
});
