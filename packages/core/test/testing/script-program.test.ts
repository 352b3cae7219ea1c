import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { scriptProgram, tempWorkspace, type ProgramScript } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';

/** A scripted program in a folder with a space and a quote in its path, and a way to call it there. */
async function scripted(script: Omit<ProgramScript, 'name'>) {
  const workspace = await tempWorkspace({}, { name: "the user's folder" });
  const program = await scriptProgram({ name: 'tool', dir: workspace.dir, ...script });
  const call = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(program.path, args, {
      cwd: workspace.dir,
      encoding: 'utf8',
      env: { PATH: '' },
    });
    return { status, stdout, stderr };
  };
  return { workspace, program, call, [Symbol.asyncDispose]: workspace.remove };
}

describe('a scripted program', () => {
  it('says what it is told to, on both streams, with an exit code', async () => {
    await using tool = await scripted({ cases: [{ stdout: 'out\n', stderr: 'err\n', exitCode: 3 }] });
    expect(tool.call()).toEqual({ status: 3, stdout: 'out\n', stderr: 'err\n' });
  });

  it('plays its cases in turn, and the last one again and again', async () => {
    await using tool = await scripted({ cases: [{ stdout: '1' }, { stdout: '2' }] });
    expect([tool.call(), tool.call(), tool.call()].map(({ stdout }) => stdout)).toEqual(['1', '2', '2']);
  });

  it('plays the case that fits its arguments', async () => {
    await using tool = await scripted({
      cases: [
        { when: ['--diff', '--quiet'], stdout: 'quiet diff' },
        { when: ['--diff'], stdout: 'diff' },
        { stdout: 'plain' },
      ],
    });
    expect(tool.call('--diff', 'a.py').stdout).toBe('diff');
    expect(tool.call('a.py').stdout).toBe('plain');
    expect(tool.call('--quiet', 'a.py', '--diff').stdout).toBe('quiet diff');
  });

  it('ends with 97 and says so when no case fits', async () => {
    await using tool = await scripted({ cases: [{ when: ['--check'] }] });
    expect(tool.call('--fix', '.')).toEqual({
      status: 97,
      stdout: '',
      stderr: 'tool has no case for: --fix .\n',
    });
  });

  it('records how it was called, in order, questions for its version left out', async () => {
    await using tool = await scripted({ version: '1.2.3', cases: [{}] });
    tool.call('a b', "it's", '$HOME', '*');
    expect(tool.call('--version').stdout).toBe('tool 1.2.3\n');
    tool.call('--version', '--verbose');
    expect(await tool.program.calls()).toEqual([
      { args: ['a b', "it's", '$HOME', '*'], cwd: tool.workspace.dir },
      { args: ['--version', '--verbose'], cwd: tool.workspace.dir },
    ]);
  });

  it('answers for its version in the way that the tool does', async () => {
    await using tool = await scripted({
      version: '1.2',
      versionArgs: ['version', '-s'],
      cases: [{ stdout: 'ran' }],
    });
    expect(tool.call('version', '-s').stdout).toBe('tool 1.2\n');
    expect(tool.call('version').stdout).toBe('ran');
    expect(tool.call('--version').stdout).toBe('ran');
  });

  it('has no version of its own unless it is given one', async () => {
    await using tool = await scripted({ cases: [{ stdout: 'ran' }] });
    expect(tool.call('--version').stdout).toBe('ran');
  });

  it('writes files to fixed places and to those its arguments name', async () => {
    await using tool = await scripted({
      cases: [
        {
          writes: [
            { path: 'made/fixed.txt', text: 'fixed' },
            { argument: '--out', text: 'out' },
            { argument: '--report', text: 'report' },
            { argument: -1, text: 'last' },
            { argument: '--absent', text: 'nowhere' },
          ],
        },
      ],
    });
    tool.call('--out', 'deep/out.txt', '--report=report.txt', 'last.txt');
    const read = (path: string): string => readFileSync(tool.workspace.path(path), 'utf8');
    expect(['made/fixed.txt', 'deep/out.txt', 'report.txt', 'last.txt'].map(read)).toEqual([
      'fixed',
      'out',
      'report',
      'last',
    ]);
  });

  it('shares nothing between calls at the same time', async () => {
    await using tool = await scripted({
      cases: [{ stdout: '1' }, { stdout: '2' }, { stdout: '3' }, { stdout: '4' }],
    });
    const said = [1, 2, 3, 4].map(async () => {
      const child = spawn(tool.program.path, { cwd: tool.workspace.dir });
      return (await child.stdout.toArray()).join('');
    });
    expect((await Promise.all(said)).toSorted()).toEqual(['1', '2', '3', '4']);
    expect(await tool.program.calls()).toHaveLength(4);
  });

  it('waits to be released, so that a test and no clock says when', async () => {
    await using tool = await scripted({ cases: [{ waitFor: 'go', stdout: 'gone' }] });
    const child = spawn(tool.program.path, { cwd: tool.workspace.dir });
    const said = child.stdout.toArray();
    await tool.program.started();
    expect(child.exitCode).toBeNull();
    await tool.program.release('go');
    expect((await said).join('')).toBe('gone');
    expect(tool.call().stdout).toBe('gone');
  });

  it('goes on when it is asked to end, if it is to be stubborn', async () => {
    await using tool = await scripted({
      cases: [{ ignoresSignals: true, waitFor: 'go', stdout: 'still here' }],
    });
    const child = spawn(tool.program.path, { cwd: tool.workspace.dir });
    const said = child.stdout.toArray();
    await tool.program.started();
    child.kill('SIGTERM');
    await tool.program.release('go');
    expect((await said).join('')).toBe('still here');
  });
});
