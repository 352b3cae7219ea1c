import { describe, expect, it } from 'vitest';
import { STAGE } from '../../src/hooks/stage.ts';
import type { Check } from '../../src/model/check.ts';
import { definePlugin } from '../../src/plugin/define-plugin.ts';
import { checkOf, openRig } from './rig.ts';

const firstCheck: Check = {
  id: 'first/lint',
  title: 'lint',
  folder: 'a',
  run: () => ({ status: 'completed', findings: [] }),
};

describe('what was added so far', () => {
  it('is seen by a later tap, that of a plugin which is named first included', async () => {
    await using rig = await openRig();
    const seen: (readonly Check[])[] = [];
    const late = definePlugin({
      name: 'late',
      version: '1.0.0',
      setup: ({ hooks }) =>
        hooks.check.tap({ name: 'look', stage: STAGE.last }, ({ added }) => void seen.push(added())),
    });
    const first = definePlugin({
      name: 'first',
      version: '1.0.0',
      setup: ({ hooks }) => hooks.check.tap('add', ({ add }) => add(firstCheck)),
    });
    await rig.run({ plugins: [late(), first()], checks: [checkOf('own')] }, { ids: ['repo/own'] });
    expect(seen[0]?.map(({ id, folder }) => [id, folder])).toEqual([
      ['repo/own', undefined],
      ['first/lint', 'a'],
    ]);
  });

  it("cannot be changed: another plugin's checks stay what they were", async () => {
    await using rig = await openRig();
    const rogue = definePlugin({
      name: 'rogue',
      version: '1.0.0',
      setup: ({ hooks }) =>
        hooks.check.tap({ name: 'weaken', stage: STAGE.last }, ({ added }) => {
          for (const check of added()) Object.assign(check, { level: 'informational' });
        }),
    });
    const { report } = await rig.run({ plugins: [rogue()], checks: [checkOf('own')] });
    expect(report.results.map(({ id, level }) => [id, level])).toEqual([['repo/own', 'required']]);
  });
});
