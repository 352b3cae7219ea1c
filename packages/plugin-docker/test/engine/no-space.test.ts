import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from './open-engine.ts';
import { configOf, openProject } from './project.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-small-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder]).status === 0;
const opened = mounted
  ? await openEngine([`--data-root=${folder}`])
  : { reason: 'no small disk can be mounted' };
if ('reason' in opened) console.log(`No engine ran out of room, for there is no real one: ${opened.reason}.`);
const engine = 'reason' in opened ? undefined : opened;

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  if (mounted) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(engine === undefined)('an engine without room', () => {
  it.each([
    ['in a step', 'RUN ["/bin/busybox", "dd", "if=/dev/zero", "of=/large", "bs=1M", "count=64"]'],
    ['while it copies', 'COPY large.bin /'],
  ])('%s is errored, with what to do', async (_, step) => {
    await using project = await openProject(engine!, {
      Dockerfile: `FROM scratch\nCOPY busybox /bin/busybox\n${step}\n`,
      'large.bin': 'x'.repeat(40_000_000),
    });
    const { report } = await project.runPipeline(configOf({ smoke: false }));
    const build = report.results.find(({ id }) => id === 'docker/build');
    expect(build).toMatchObject({
      conclusion: 'errored',
      reason: expect.stringMatching(/^no space is left where docker keeps its data; make room/u),
    });
    expect(report.verdict.level).toBe('warn');
  });
});
