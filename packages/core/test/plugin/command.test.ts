import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { command } from '../../src/plugin/command.ts';
import { commandSource } from '../../src/plugin/command-source.ts';
import { meaningfulLines } from '../../src/plugin/output-tail.ts';
import { commandBench, type CommandBench } from './command-bench.ts';

let bench: CommandBench;
beforeEach(async () => {
  bench = await commandBench();
});
afterEach(() => bench.remove());

describe('command()', () => {
  it('makes a check of the repository, with its data on the check', () => {
    const check = command('docs', ['mkdocs', 'build', '--strict'], {
      inputs: ['docs/**'],
      needs: ['python/env@3.12'],
      level: 'optional',
      timeoutMs: 5000,
      weight: 2,
      exclusive: true,
      retry: { max: 1, on: ['errored'] },
      limits: [{ rule: 'docs/warnings', count: {}, max: 3 }],
      fix: ['mkdocs', 'fix'],
    });
    expect(check).toMatchObject({
      id: 'repo/docs',
      title: 'mkdocs build --strict',
      inputs: ['docs/**'],
      needs: ['python/env@3.12'],
      level: 'optional',
      timeoutMs: 5000,
      weight: 2,
      exclusive: true,
      retry: { max: 1, on: ['errored'] },
      limits: [{ rule: 'docs/warnings', count: {}, max: 3 }],
      fix: ['mkdocs', 'fix'],
    });
    expect(Object.isFrozen(check)).toBe(true);
    expect(Object.keys(command('docs', ['x']))).toEqual(['id', 'title', 'env', 'run']);
  });

  it('only stores, so that importing a config never throws for an option', () => {
    const check = command('Not A Name', undefined as never, { inptus: [] } as never);
    expect(commandSource(check)).toEqual({ name: 'Not A Name', argv: undefined, options: { inptus: [] } });
    expect(commandSource({ id: 'x' })).toBeUndefined();
    expect(JSON.stringify(check)).not.toContain('inptus');
  });

  it('lets variables through by name, and sets others for the program alone', async () => {
    expect(command('d', ['x'], { env: ['API_TOKEN'] }).env).toEqual(['API_TOKEN']);
    expect(command('d', ['x'], { env: { API_TOKEN: true, MODE: 'strict' } }).env).toEqual(['API_TOKEN']);
    await bench.run({}, { env: { API_TOKEN: true, MODE: 'strict' } });
    expect(bench.calls[0]?.options?.env).toEqual({ MODE: 'strict' });
  });

  it('runs its fixer in its own folder', () => {
    expect(command('d', ['x'], { fix: ['x', '--fix'], cwd: 'web app' }).fix).toEqual([
      'env',
      '-C',
      'web app',
      'x',
      '--fix',
    ]);
  });
});

describe('a command without a report', () => {
  it('is a success with exit code 0, and nothing of its output is kept in memory', async () => {
    expect(await bench.run({})).toEqual({ status: 'completed', findings: [] });
    expect(bench.calls).toEqual([
      { file: 'tool', args: ['arg'], options: { cwd: bench.root, env: {}, output: 'log' } },
    ]);
  });

  it('is one finding with any other exit code, which quotes the end of the output', async () => {
    const output = 'reading\n\u001b[31mERROR\u001b[0m: page missing: a.md\n\n======\n';
    const outcome = await bench.run({ exitCode: 3, output });
    expect(outcome).toMatchObject({
      status: 'completed',
      findings: [
        {
          ruleId: 'repo/docs',
          kind: 'code',
          tool: 'docs',
          severity: 'high',
          region: 'exit code 3',
          message: 'exit code 3\nreading\nERROR: page missing: a.md',
        },
      ],
    });
    expect(bench.findings).toHaveLength(1);
  });

  it.each([
    ['exit code 127', { exitCode: 127 }, /127: a program was not found/u],
    ['exit code 126', { exitCode: 126 }, /126: a program could not be executed/u],
    ['a signal', { exitCode: null, signal: 'SIGSEGV' }, /tool was ended by SIGSEGV/u],
  ])('is errored with %s, and quotes the end of the output', async (_, script, reason) => {
    const outcome = await bench.run({ ...script, output: 'last words\n' });
    expect(outcome).toMatchObject({ status: 'errored', reason: expect.stringMatching(reason) });
    expect(outcome).toMatchObject({ reason: expect.stringContaining('last words') });
  });

  it('is errored with a program that is missing, of which there is no output to quote', async () => {
    const script = { exitCode: null, missing: 'not found on PATH', output: 'tool: not found on PATH' };
    expect(await bench.run(script)).toEqual({
      status: 'errored',
      reason: 'tool could not be started: not found on PATH',
    });
  });

  it('runs in the folder it names, and is errored where there is none', async () => {
    await mkdir(join(bench.root, 'web app'));
    await bench.run({}, { cwd: 'web app' });
    expect(bench.calls[0]?.options?.cwd).toBe(join(bench.root, 'web app'));
    expect(await bench.run({}, { cwd: 'gone' })).toEqual({
      status: 'errored',
      reason: 'its folder gone does not exist',
    });
    expect(bench.calls).toHaveLength(1);
  });

  it('that is empty is errored', async () => {
    expect(await bench.run({}, {}, [])).toEqual({ status: 'errored', reason: 'the command is empty' });
  });
});

const junit = (cases: string, attributes = ''): string =>
  `<testsuite name="s"${attributes}>${cases}</testsuite>`;
const writes = (name: string, text: string) => (cwd: string) => writeFile(join(cwd, name), text);

describe('a command with a report', () => {
  const report = { junit: 'out.xml' };
  const passed = junit('<testcase name="a"/>');

  it('is what the report says, which is kept with the run', async () => {
    const xml = junit(
      '<testcase classname="t.A" name="a"/><testcase classname="t.A" name="b"><failure message="1 != 2"/></testcase>',
    );
    const outcome = await bench.run({ exitCode: 1, effect: writes('out.xml', xml) }, { report });
    expect(outcome).toMatchObject({
      status: 'completed',
      findings: [{ ruleId: 'repo/docs/failed', kind: 'test', region: 't.A::b', message: 't.A::b: 1 != 2' }],
      metrics: { tests: 2, failed: 1, skipped: 0 },
      scope: { unit: 'tests', seen: 2, missed: 0 },
      summary: '2 tests, 1 failed',
    });
    expect(bench.artifacts).toEqual([['junit.xml', join(bench.root, 'out.xml')]]);
  });

  it('has a finding for an exit code that the report does not explain', async () => {
    const outcome = await bench.run(
      { exitCode: 1, output: 'threshold not met\n', effect: writes('out.xml', passed) },
      { report },
    );
    expect(outcome).toMatchObject({
      findings: [{ ruleId: 'repo/docs', message: 'exit code 1\nthreshold not met' }],
    });
  });

  it('is a failure by its findings although the exit code is 0', async () => {
    const xml = junit('<testcase name="a"><error message="boom"/></testcase>');
    expect(await bench.run({ effect: writes('out.xml', xml) }, { report })).toMatchObject({
      findings: [{ ruleId: 'repo/docs/error' }],
    });
  });

  it('reads it from the folder the command ran in', async () => {
    await mkdir(join(bench.root, 'web'));
    expect(await bench.run({ effect: writes('out.xml', passed) }, { report, cwd: 'web' })).toMatchObject({
      status: 'completed',
      findings: [],
    });
  });

  it('is errored when it was not written, even with exit code 0', async () => {
    expect(await bench.run({}, { report })).toMatchObject({
      status: 'errored',
      reason: 'the report out.xml was not written (exit code 0)',
    });
  });

  it('is errored when it is left over from an earlier run', async () => {
    await writeFile(join(bench.root, 'out.xml'), passed);
    expect(await bench.run({}, { report })).toMatchObject({
      status: 'errored',
      reason: expect.stringContaining('left over from an earlier run'),
    });
  });

  it('is not taken for a leftover when it was written again with the same content', async () => {
    await writeFile(join(bench.root, 'out.xml'), passed);
    expect(await bench.run({ effect: writes('out.xml', passed) }, { report })).toMatchObject({
      status: 'completed',
    });
  });

  it('is errored when it was only copied from an earlier day', async () => {
    const effect = async (cwd: string): Promise<void> => {
      await writeFile(join(cwd, 'out.xml'), passed);
      await utimes(join(cwd, 'out.xml'), new Date('2020-01-01'), new Date('2020-01-01'));
    };
    expect(await bench.run({ effect }, { report })).toMatchObject({
      status: 'errored',
      reason: expect.stringContaining('older than this run'),
    });
  });

  it('is errored when it cannot be read', async () => {
    const effect = async (cwd: string): Promise<void> => void (await mkdir(join(cwd, 'out.xml')));
    expect(await bench.run({ effect }, { report })).toMatchObject({
      status: 'errored',
      reason: expect.stringContaining('the report out.xml cannot be read'),
    });
  });

  it.each([
    ['is empty', '', /not well-formed XML|no JUnit/u],
    ['is cut off', '<testsuite><testcase name="a"/>', /not well-formed XML/u],
    ['is not XML', 'Traceback (most recent call last)', /not well-formed XML/u],
    ['is other XML', '<coverage/>', /no JUnit report: its root is <coverage>/u],
    ['holds no test', '<testsuites><testsuite name="s" tests="0"/></testsuites>', /holds no test/u],
    [
      'holds only skipped tests',
      junit('<testcase name="a"><skipped/></testcase>'),
      /holds no test that ran: all 1 were skipped/u,
    ],
    [
      'declares more failures than it lists',
      junit('<testcase name="a"/>', ' tests="3" failures="2" errors="1"'),
      /3 failures declared, 0 listed/u,
    ],
    ['needs an entity it does not define', junit('<testcase name="&xxe;"/>'), /not well-formed XML/u],
  ])('is errored when its JUnit file %s', async (_, xml, reason) => {
    expect(await bench.run({ effect: writes('out.xml', xml) }, { report })).toMatchObject({
      status: 'errored',
      reason: expect.stringMatching(reason),
    });
  });

  it('is errored by its exit code before its report is looked at', async () => {
    expect(await bench.run({ exitCode: 127, effect: writes('out.xml', passed) }, { report })).toMatchObject({
      status: 'errored',
    });
  });
});

describe('the quoted output', () => {
  it('is bounded in lines and in their length', () => {
    const lines = meaningfulLines(
      Array.from({ length: 1000 }, (_, index) => `line ${index} ${'x'.repeat(1000)}`).join('\n'),
    );
    expect(lines).toHaveLength(12);
    expect(lines.at(-1)).toMatch(/^line 999 x+…$/u);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(240);
  });

  it('leaves out empty lines, rulers, colours, control characters and what a progress bar overwrote', () => {
    expect(
      meaningfulLines('$ tool arg\n----\n\n 10 %\r 100 %\r\n\u001b[1mbold\u001b[0m\u0007 end\r\n…\n'),
    ).toEqual([' 100 %', 'bold end']);
  });

  it('of a log that is longer than what is read begins with a whole line', async () => {
    const output = `${'é'.repeat(40_000)}\nshort\n`;
    expect(await bench.run({ exitCode: 1, output })).toMatchObject({
      findings: [{ message: 'exit code 1\nshort' }],
    });
  });
});
