import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openDoor, reportOf, resultOf, type Door } from './door.ts';

const EVAL = 'value = eval(request.args["formula"])';

/** A linter of this project: each line of `code.py` with `eval` is a finding of severity high. */
const CONFIG = `
import { readFile } from 'node:fs/promises';
export default {
  checks: [
    {
      id: 'repo/evals',
      title: 'No eval',
      run: async ({ cwd }) => {
        const lines = (await readFile(cwd + '/code.py', 'utf8')).split('\\n');
        const findings = lines.flatMap((text, index) =>
          text.includes('eval')
            ? [{ ruleId: 'evals/used', tool: 'evals', kind: 'code', severity: 'high', message: 'eval is used',
                location: { path: 'code.py', line: index + 1 }, region: text }]
            : []);
        return { status: 'completed', findings };
      },
    },
  ],
  policy: { required: ['repo/*'] },
};
`;

async function openProject(code: string): Promise<Door> {
  return openDoor({ 'package.json': '{"type":"module"}', 'ci.config.mjs': CONFIG, 'code.py': code });
}

const ACCEPT = ['baseline', 'update', '--accept-new', '--reason', 'was there before'];

describe('sluice baseline', () => {
  it('accepts what is there for a reason, lets it move, and blocks for one copy more', async () => {
    await using door = await openProject(`${EVAL}\n`);
    expect((await door.sluice(['run', '--json'])).code).toBe(1);
    expect(await door.sluice(ACCEPT)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 finding, 0 before (1 added, 0 gone)'),
    });
    const text = await door.read('ci.baseline.json');
    expect(text).toContain('"reason":"was there before"');
    expect(text).not.toContain('request.args');

    await door.write({ 'code.py': `${'\n'.repeat(10)}${EVAL}\n` });
    const moved = await door.sluice(['run', '--json']);
    expect(moved.code).toBe(0);
    expect(reportOf(moved).baseline).toEqual({ findings: 1, existing: 1, gone: 0 });
    expect(resultOf(reportOf(moved), 'repo/evals').findings[0]).toMatchObject({ state: 'existing' });

    await door.write({ 'code.py': `${EVAL}\n${EVAL}\n` });
    const copied = await door.sluice(['run', '--json']);
    expect(copied.code).toBe(1);
    const { findings } = resultOf(reportOf(copied), 'repo/evals');
    expect(findings.map(({ state }) => state).sort()).toEqual(['existing', 'new']);
  });

  it('only shrinks unless it is told otherwise', async () => {
    await using door = await openProject(`${EVAL}\n${EVAL.replace('value', 'result')}\n`);
    const refused = await door.sluice(['baseline', 'update']);
    expect(refused.stderr).toContain('No run is recorded here yet');
    expect(refused).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('2 new findings not accepted'),
    });
    await expect(door.read('ci.baseline.json')).rejects.toThrow('ENOENT');

    await door.sluice(ACCEPT);
    await door.write({ 'code.py': `${EVAL}\n` });
    await door.sluice(['run']);
    const pruned = await door.sluice(['baseline', 'prune', '--json']);
    expect(JSON.parse(pruned.stdout)).toMatchObject({
      size: { before: 2, after: 1 },
      removed: 1,
      isWritten: true,
    });
    expect((await door.sluice(['baseline', 'show'])).stdout).toContain('accepts 1 finding');
    expect(JSON.parse((await door.sluice(['baseline', 'show', '--json'])).stdout)).toMatchObject({ size: 1 });
  });

  it('keeps what a run did not see when a check did not come to its end', async () => {
    await using door = await openProject(`${EVAL}\n`);
    await door.sluice(ACCEPT);
    await door.write({ 'ci.config.mjs': CONFIG.replace('readFile(cwd', 'readFile("missing/" + cwd') });
    await door.sluice(['run']);
    const before = await readFile(door.path('ci.baseline.json'), 'utf8');
    for (const action of ['update', 'prune']) {
      const { stdout } = await door.sluice(['baseline', action]);
      expect(stdout).toContain('kept 1 finding not seen');
      expect(stdout).toContain('repo/evals');
      expect(await door.read('ci.baseline.json')).toBe(before);
    }
  });

  it('is part of the lock by its size', async () => {
    await using door = await openProject(`${EVAL}\n`);
    await door.sluice(['lock']);
    await door.sluice(ACCEPT);
    const { stdout, code } = await door.sluice(['run']);
    expect(code).toBe(2);
    expect(stdout).toContain('the size of the baseline is 1, in the lock 0');
    await door.sluice(['lock']);
    expect((await door.sluice(['run'])).code).toBe(0);
  });

  it('that cannot be read accepts nothing and starts nothing', async () => {
    await using door = await openProject(`${EVAL}\n`);
    await door.write({ 'ci.baseline.json': '{"schemaVersion":1,"findings":{"all":{"count":99}}}' });
    const ended = await door.sluice(['run', '--json']);
    expect(ended.code).toBe(2);
    expect(reportOf(ended).problems.map(({ code }) => code)).toEqual(['BASELINE_UNREADABLE']);
    expect((await door.sluice(['baseline', 'show'])).stderr).toContain('BASELINE_UNREADABLE');
  });

  it.each([
    [['baseline'], 'baseline'],
    [['baseline', 'updat'], 'sluice baseline update'],
    [['baseline', 'update', '--accept-new'], '--reason'],
    [['baseline', 'update', '--accept-new', '--reason', 'short'], '10 characters'],
    [['baseline', 'update', '--reason', 'was there before'], '--accept-new'],
    [['baseline', 'prune', '--accept-new'], 'accepts nothing new'],
  ])('says what is wrong with `sluice %j`', async (argv, words) => {
    await using door = await openProject('');
    const { code, stderr } = await door.sluice(argv);
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  });
});
