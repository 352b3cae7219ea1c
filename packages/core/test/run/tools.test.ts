import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resolveTool } from '../../src/exec/tool.ts';
import type { CheckContext } from '../../src/model/check.ts';
import type { ToolSpec } from '../../src/model/tool.ts';
import { openRig, success, until, type Rig } from './rig.ts';

// Finding and installing are tested where they live; here only what the run makes of the answer.
vi.mock('../../src/exec/tool.ts', () => ({ resolveTool: vi.fn() }));

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
  vi.mocked(resolveTool).mockReset();
});
afterEach(() => rig.remove());

const ruff: ToolSpec = { name: 'ruff', version: '1.0.0' };
const black: ToolSpec = { name: 'black', version: '2.0.0' };
const never = () => new Promise<never>(() => undefined);

describe('the tools of a check', () => {
  it('are what it runs by their bare names, and are in the report', async () => {
    const path = join(rig.cwd, 'my ruff');
    await writeFile(path, '#!/bin/sh\necho "this is ours $1"\n');
    await chmod(path, 0o755);
    const tool = { name: 'ruff', version: '1.0.0', path };
    vi.mocked(resolveTool).mockResolvedValue({ tool });
    const outputs: string[] = [];
    const run = async ({ exec }: CheckContext) => {
      outputs.push((await exec('ruff', ['check'])).stdout);
      return success;
    };
    const { of } = await rig.run([{ id: 'a/one', tools: [ruff], run }]);
    expect(outputs).toEqual(['this is ours check\n']);
    expect(of('a/one').attempts[0]?.tools).toEqual([tool]);
  });

  it('are looked for once, whoever needs them', async () => {
    vi.mocked(resolveTool).mockImplementation(async ({ name, version }) => ({
      tool: { name, version, path: '/x' },
    }));
    await rig.run([
      { id: 'a/one', tools: [ruff] },
      { id: 'a/two', tools: [ruff, black] },
      { id: 'a/three', tools: [black] },
    ]);
    expect(vi.mocked(resolveTool).mock.calls.map(([spec]) => spec.name)).toEqual(['ruff', 'black']);
    expect(vi.mocked(resolveTool).mock.calls[0]?.[1]).toMatchObject({
      cwd: rig.cwd,
      toolsDir: rig.state.toolsDir,
    });
  });

  it('that cannot be had leave one errored attempt with all reasons, and no retry', async () => {
    vi.mocked(resolveTool).mockImplementation(async ({ name }) => {
      if (name === 'black') throw new Error('index down');
      return { reason: `${name} is nowhere` };
    });
    let ran = 0;
    const check = {
      tools: [ruff, black],
      run: () => ((ran += 1), success),
      retry: { max: 2, on: ['errored'] as const },
    };
    const { of } = await rig.run([
      { id: 'a/one', ...check },
      { id: 'a/two', ...check },
    ]);
    const reason = 'ruff is nowhere; black 2.0.0 could not be looked for: index down';
    for (const id of ['a/one', 'a/two'])
      expect(of(id)).toMatchObject({ reason, attempts: [{ status: 'errored', reason }] });
    expect(ran).toBe(0);
    expect(resolveTool).toHaveBeenCalledTimes(2);
  });

  it('may take long, and say so, but not longer than the check itself may', async () => {
    vi.mocked(resolveTool).mockImplementation((_spec, port) => {
      port.onProgress?.('installing ruff 1.0.0');
      return never();
    });
    const run = rig.run([{ id: 'a/one', tools: [ruff], timeoutMs: 4000 }]);
    await until(() => vi.mocked(resolveTool).mock.calls.length > 0 && rig.time.waiting().includes(4000));
    rig.time.advance(4000);
    expect((await run).of('a/one').attempts).toMatchObject([
      { status: 'errored', reason: 'its tools were not ready after 4 s' },
    ]);
    expect(rig.events).toContainEqual({
      type: 'check-progress',
      id: 'a/one',
      message: 'installing ruff 1.0.0',
    });
    expect(vi.mocked(resolveTool).mock.calls[0]?.[1].signal.aborted).toBe(true);
    expect(rig.time.waiting()).toEqual([]);
  });

  it('are given up when the run is cancelled', async () => {
    vi.mocked(resolveTool).mockImplementation(never);
    const abort = new AbortController();
    const run = rig.run([{ id: 'a/one', tools: [ruff] }], { signal: abort.signal });
    await until(() => vi.mocked(resolveTool).mock.calls.length > 0);
    abort.abort('SIGTERM');
    expect((await run).of('a/one').attempts).toMatchObject([
      { status: 'cancelled', reason: 'the run was cancelled: SIGTERM' },
    ]);
    expect(vi.mocked(resolveTool).mock.calls[0]?.[1].signal.aborted).toBe(true);
  });
});
