import { createHarness } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { pythonOptions } from '../../src/options.ts';
import { readProject } from '../../src/project/read-project.ts';
import { staticChecks } from '../../src/static-checks.ts';
import { answering, outcomeOf, said } from '../answering.ts';

/** What `name` comes to over clean code, when Ruff lists its files so. */
async function listing(name: string, list: (dir: string) => string) {
  await using harness = await createHarness({ files: { 'a.py': '', 'pyproject.toml': '' } });
  const { dir } = harness.workspace;
  const checks = staticChecks(pythonOptions.parse({}), await readProject(dir));
  const check = checks.find(({ id }) => id === `python/${name}`);
  if (check === undefined) throw new Error(`no check ${name}`);
  const answers = answering(check, async (_file, args) =>
    said(0, args.includes('--show-files') ? list(dir) : '[]'),
  );
  return outcomeOf(await harness.runCheck(answers));
}

describe.each(['ruff', 'complexity'])("the files that %s looked at, by Ruff's own list", (name) => {
  it('are counted without pyproject.toml, which is no code', async () => {
    const outcome = await listing(name, (dir) => `${dir}/a.py\n${dir}/pyproject.toml\n`);
    expect(outcome).toMatchObject({ status: 'completed', scope: { unit: 'files', seen: 1 } });
  });

  it('are no evidence when the list names what is not there', async () => {
    const outcome = await listing(name, (dir) => `${dir}/a.py\nwarning: something else\n`);
    expect(outcome).toMatchObject({
      status: 'errored',
      reason: expect.stringContaining('ruff --show-files listed "warning: something else", which is no file'),
    });
  });
});
