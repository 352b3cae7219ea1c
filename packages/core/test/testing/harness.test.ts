import { existsSync } from 'node:fs';
import { defineConfig, command, definePlugin, type Check, type RunEvent } from '@sluice/core';
import { createHarness, runCheck, SYSTEM_ENV, tempWorkspace, testHost } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';

/** Runs `linter`, and says what it printed. */
const check: Check = {
  id: 'example/lint',
  title: 'Lint',
  matrix: { language: ['en', 'de'] },
  run: async (ctx) => {
    const { exitCode, stdout, missing } = await ctx.exec('linter', [ctx.cell['language'] ?? '']);
    if (missing !== undefined) return { status: 'errored', reason: missing };
    ctx.log(`the linter ended with ${exitCode}`);
    return { status: 'completed', findings: [], metrics: { words: Number(stdout) } };
  },
};

const linter = { name: 'linter', cases: [{ stdout: '7' }] };

describe('runCheck', () => {
  it('runs a check once through the engine and concludes it', async () => {
    const output = await runCheck(check, { programs: [linter] });
    expect(output).toMatchObject({
      conclusion: 'success',
      result: { id: 'example/lint@en', metrics: { words: 7 } },
      returned: [{ status: 'completed', metrics: { words: 7 } }],
      commands: [expect.stringMatching(/^linter en$/u)],
      logs: [expect.stringContaining('the linter ended with 0')],
    });
    expect(output.attempts).toHaveLength(1);
  });

  it('removes its folder when the check has ended, and never one that it was given', async () => {
    let cwd = '';
    const { conclusion } = await runCheck({
      id: 'example/where',
      title: 'Where',
      run: async (ctx) => {
        cwd = ctx.cwd;
        // Longer than it takes to remove a folder that nobody waits for.
        for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
        return { status: 'completed', findings: [], metrics: { isThere: Number(existsSync(ctx.cwd)) } };
      },
    });
    expect(conclusion).toBe('success');
    expect(existsSync(cwd)).toBe(false);
    await using workspace = await tempWorkspace({ 'mine.txt': '' });
    await runCheck(check, { cwd: workspace.dir, programs: [linter] });
    expect(existsSync(workspace.path('mine.txt'))).toBe(true);
  });

  it('runs the cell it is asked for, and names those there are', async () => {
    const { result } = await runCheck(check, { cell: { language: 'de' }, programs: [linter] });
    expect(result.id).toBe('example/lint@de');
    await expect(runCheck(check, { cell: { language: 'fr' } })).rejects.toThrow(
      'example/lint has no cell {"language":"fr"}; it has example/lint@de, example/lint@en',
    );
  });

  it('finds no program but the scripted ones when PATH is empty', async () => {
    const { conclusion, result } = await runCheck(check, { env: { PATH: '' } });
    expect(conclusion).toBe('errored');
    expect(result.reason).toContain('not found on PATH');
    expect((await runCheck(check, { env: { PATH: '' }, programs: [linter] })).conclusion).toBe('success');
  });

  it('takes a scripted program for a tool, at the version that is wanted', async () => {
    const tools = [{ name: 'linter', version: '1.2.3', versionArgs: ['-V'] }];
    const { result } = await runCheck({ ...check, tools }, { programs: [linter] });
    expect(result.tools).toMatchObject([{ name: 'linter', version: '1.2.3' }]);
    const locked = await runCheck(
      { ...check, tools },
      { programs: [linter], lockedTools: { linter: '2.0.0' } },
    );
    expect(locked.result.tools).toMatchObject([{ version: '2.0.0' }]);
    const old = await runCheck({ ...check, tools }, { programs: [{ ...linter, version: '1.0.0' }] });
    expect(old).toMatchObject({ conclusion: 'errored', returned: [] });
    expect(old.result.reason).toContain('linter 1.2.3 is not here; found 1.0.0');
  });

  it('gives what needed checks hand over, history, files and limits', async () => {
    const seen: Check = {
      id: 'example/seen',
      title: 'Seen',
      needs: ['example/env'],
      run: async (ctx) => {
        const { stdout } = await ctx.exec('cat', ['a.txt']);
        const { stdout: home } = await ctx.exec('sh', ['-c', 'echo $EXAMPLE_HOME']);
        ctx.finding({
          ruleId: 'example/text',
          message: `${stdout.trim()} ${home.trim()} ${ctx.history.length}`,
        });
        return { status: 'completed', findings: [] };
      },
    };
    const output = await runCheck(seen, {
      files: { 'a.txt': 'text\n' },
      provides: { env: { EXAMPLE_HOME: '/example' } },
      history: [
        { runId: '1', id: 'example/seen', startedAt: '', durationMs: 1, conclusion: 'success', metrics: {} },
      ],
      policy: { limits: [{ rule: 'example/seen/findings', count: {}, max: 1 }] },
    });
    expect(output.result.findings).toMatchObject([{ message: 'text /example 1' }]);
    expect(output.result.findings[0]?.fingerprint).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('keeps artifacts by name, tells events, and hands out the programs before the check starts', async () => {
    const events: RunEvent[] = [];
    const names: string[] = [];
    const { artifacts, programs } = await runCheck(
      {
        ...check,
        run: async (ctx) => {
          await ctx.exec('linter', ['--out', 'report.txt']);
          ctx.artifact('report', 'report.txt');
          return { status: 'completed', findings: [] };
        },
      },
      {
        programs: [{ name: 'linter', cases: [{ writes: [{ argument: '--out', text: 'all is well' }] }] }],
        onEvent: (event) => events.push(event),
        onPrograms: (written) => names.push(...written.map(({ name }) => name)),
      },
    );
    expect(artifacts).toEqual({ report: 'all is well' });
    expect(names).toEqual(['linter']);
    expect(programs.map(({ name }) => name)).toEqual(['linter']);
    expect(events.map(({ type }) => type)).toContain('check-ended');
  });

  it('cancels a check by its signal, and ends the program that runs', async () => {
    const controller = new AbortController();
    const { conclusion, attempts } = await runCheck(check, {
      signal: controller.signal,
      graceMs: 500,
      programs: [{ name: 'linter', cases: [{ waitFor: 'nothing' }] }],
      onPrograms: ([program]) => void program?.started().then(() => controller.abort('enough')),
    });
    expect(conclusion).toBe('cancelled');
    expect(attempts[0]?.reason).toBe('the run was cancelled: enough');
    expect(attempts[0]?.commands[0]).toMatchObject({ signal: 'SIGTERM' });
  });
});

describe('a harness', () => {
  it('runs several checks in one folder, with programs that stay', async () => {
    await using harness = await createHarness({ files: { 'a.txt': '' }, name: 'with spaces' });
    const program = await harness.program(linter);
    await harness.runCheck(check);
    await harness.runCheck(check, { cell: { language: 'de' } });
    expect(await program.calls()).toEqual([
      { args: ['en'], cwd: harness.workspace.dir },
      { args: ['de'], cwd: harness.workspace.dir },
    ]);
  });

  it('runs a whole pipeline through the door of the library', async () => {
    const plugin = definePlugin({
      name: 'example',
      version: '1.0.0',
      setup: ({ hooks }) => hooks.check.tap('lint', ({ add }) => add(check)),
    });
    await using harness = await createHarness({ git: true, files: { 'a.txt': '' } });
    await harness.program(linter);
    const config = defineConfig({ plugins: [plugin()], checks: [command('fails', ['false'])] });
    const { report, events, exitCode, dir } = await harness.runPipeline(config, { all: true });
    expect(report.results.map(({ id, conclusion }) => [id, conclusion])).toEqual([
      ['example/lint@de', 'success'],
      ['example/lint@en', 'success'],
      ['repo/fails', 'failure'],
    ]);
    expect(exitCode).toBe(1);
    expect(events.map(({ type }) => type)).toContain('report-ready');
    expect(existsSync(`${dir}/report.json`)).toBe(true);
  });

  it('gives runs the programs of the system and nothing of the developer', async () => {
    await using harness = await createHarness({ env: { EXTRA: 'yes' } });
    expect(Object.keys(harness.env).toSorted()).toEqual(['EXTRA', 'LC_ALL', 'PATH']);
    expect(harness.env['PATH']).toMatch(new RegExp(`/bin:${SYSTEM_ENV['PATH']}$`, 'u'));
    expect(testHost({ A: '1' }).env).toEqual({ ...SYSTEM_ENV, A: '1' });
  });
});
