import { describe, expect, it } from 'vitest';
import { createHarness } from '../../src/testing/harness.ts';
import { collectChecks } from '../../src/plan/collect.ts';
import type { Check, CheckOutcome } from '../../src/model/check.ts';
import type { Finding } from '../../src/model/finding.ts';

const finding = (path: string) => ({ ruleId: 'a/rule', message: 'found', location: { path, line: 2 } });

function inFolder(run: Check['run'], folder = 'services/billing'): Check {
  return { id: 'a/x', title: 'x', folder, limits: [], run };
}

const files = { 'services/billing/app.py': 'pass\n', 'other/app.py': 'pass\n' };

describe('a check with a folder', () => {
  it('works there, and so do its programs', async () => {
    await using harness = await createHarness({ files });
    const { result, attempts } = await harness.runCheck(
      inFolder(async ({ cwd, exec }): Promise<CheckOutcome> => {
        const { stdout } = await exec('pwd', ['-P']);
        return { status: 'completed', findings: [], summary: `${stdout.trim()} ${cwd}` };
      }),
    );
    const folder = harness.workspace.path('services/billing');
    expect(result.conclusion).toBe('success');
    expect(attempts[0]?.summary).toBe(`${folder} ${folder}`);
    expect(attempts[0]?.commands[0]).toMatchObject({ cwd: folder, line: 'cd services/billing && pwd -P' });
  });

  it("gives findings whose paths are relative to the config's folder, however they are handed over", async () => {
    await using harness = await createHarness({ files });
    const { result } = await harness.runCheck(
      inFolder((ctx) => {
        const recorded = ctx.finding({ ...finding('app.py'), locations: [{ path: 'app.py' }] });
        const returned = { tool: 'a', kind: 'code', severity: 'low', ...finding('./b.py') } as Finding;
        const above = { ...returned, ruleId: 'a/above', location: { path: '../../other/app.py' } };
        return { status: 'completed', findings: [recorded, returned, above] };
      }),
    );
    expect(result.findings.map(({ location }) => location?.path).toSorted()).toEqual([
      'other/app.py',
      'services/billing/app.py',
      'services/billing/b.py',
    ]);
    expect(result.findings.find(({ locations }) => locations)?.locations).toEqual([
      { path: 'services/billing/app.py' },
    ]);
  });

  it('with a name that a shell would take apart has it quoted in its command lines', async () => {
    await using harness = await createHarness({ files: { 'a;b $c/x': '' } });
    const { commands } = await harness.runCheck(
      inFolder(async ({ exec }): Promise<CheckOutcome> => {
        await exec('true', []);
        return { status: 'completed', findings: [] };
      }, 'a;b $c'),
    );
    expect(commands).toEqual(["cd 'a;b $c' && true"]);
  });

  it('keeps files by their path in it', async () => {
    await using harness = await createHarness({ files });
    const { artifacts } = await harness.runCheck(
      inFolder(({ artifact }) => {
        artifact('app.py', 'app.py');
        return { status: 'completed', findings: [] };
      }),
    );
    expect(artifacts).toEqual({ 'app.py': 'pass\n' });
  });

  it('is errored where its folder is not there, and never starts', async () => {
    await using harness = await createHarness({ files });
    const { result, returned } = await harness.runCheck(
      inFolder(() => ({ status: 'completed', findings: [] }), 'services/gone'),
    );
    expect(result).toMatchObject({ conclusion: 'errored', reason: 'its folder services/gone is not there' });
    expect(returned).toEqual([]);
  });

  it.each(['/etc', '..', 'a/../../b', '', 'C:\\x', 'a\\..\\..\\b', 3])(
    'is refused with the folder %j',
    (folder) => {
      const check = { ...inFolder(() => ({ status: 'completed', findings: [] })), folder } as Check;
      const { problems } = collectChecks([{ check, plugin: 'a' }]);
      expect(problems[0]?.message).toContain('`folder`');
    },
  );
});
