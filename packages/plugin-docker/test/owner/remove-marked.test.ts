import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tempWorkspace } from '@sluice/core/testing';
import { markRun } from '../../src/owner/mark-run.ts';
import type { Owner } from '../../src/owner/owner.ts';
import { removeMarked } from '../../src/owner/remove-marked.ts';
import { thisOwner } from '../../src/owner/this-owner.ts';
import { thisWorld } from '../../src/owner/this-world.ts';

/** A process that has ended: no number is so large. */
const DEAD: Owner = { ...thisOwner(), pid: 2 ** 30, nonce: 'dead' };

describe('the mark of a run', () => {
  it('has the temporary folders of a killed run removed, and leaves those of a living one', async () => {
    await using place = await tempWorkspace({
      '.sluice/runs/0001/tmp/docker-scan/image.tar': 'large',
      '.sluice/runs/0001/report.md': 'kept',
      '.sluice/runs/0002/tmp/docker-scan/image.tar': 'in use',
    });
    const stateDir = place.path('.sluice/docker');
    const tempDir = (run: string): string => place.path('.sluice/runs', run, 'tmp/docker-build');
    const [dead, living] = [
      await markRun({ stateDir, tempDir: tempDir('0001') }, DEAD),
      await markRun({ stateDir, tempDir: tempDir('0002') }, thisOwner()),
    ];
    expect(await removeMarked(stateDir, thisWorld())).toBe(1);
    expect(
      ['0001/tmp', '0001/report.md', '0002/tmp'].map((path) => existsSync(place.path('.sluice/runs', path))),
    ).toEqual([false, true, true]);
    expect([existsSync(dead), existsSync(living)]).toEqual([false, true]);
  });

  it('can name no folder but one where runs keep theirs', async () => {
    await using place = await tempWorkspace({
      'precious/tmp/file': 'kept',
      '.sluice/runs/0001/logs/file': 'kept',
      '.sluice/docker/live/not-a-mark': '/',
    });
    const stateDir = place.path('.sluice/docker');
    for (const folder of [
      'precious/tmp/x',
      '.sluice/runs/../../precious/tmp/x',
      '.sluice/runs/0001/logs/x',
    ]) {
      await markRun({ stateDir, tempDir: `${place.dir}/${folder}` }, DEAD);
      await removeMarked(stateDir, thisWorld());
    }
    expect([
      existsSync(place.path('precious/tmp/file')),
      existsSync(place.path('.sluice/runs/0001/logs/file')),
    ]).toEqual([true, true]);
  });

  it('is missed by nobody where there is none', async () => {
    expect(await removeMarked('/nowhere/docker', thisWorld())).toBe(0);
  });
});
