import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../packages/core/src/index.ts';

const root = join(import.meta.dirname, '..');
const scripts = join(root, 'scripts/check.mjs');

describe("the repository's own gate", () => {
  it('loads, and has a check for each step of `npm run check` and for the tests', async () => {
    const { config } = await loadConfig({ cwd: root });
    const ids = (config.checks ?? []).map(({ id }) => id);
    const asked = spawnSync(process.execPath, [scripts, 'no-such-step'], { encoding: 'utf8' });
    const steps = /There are: (.*)\./u.exec(asked.stderr)?.[1]?.split(', ') ?? [];
    expect(steps).toContain('types');
    expect(ids).toEqual(expect.arrayContaining(steps.map((name) => `repo/${name}`)));
    expect(ids).toEqual(expect.arrayContaining(['repo/architecture', 'repo/unit']));
  });

  it('has a lock that is current; `npx sluice lock` rewrites it', () => {
    const sluice = join(root, 'packages/core/dist/cli/bin.js');
    const checked = spawnSync(process.execPath, [sluice, 'lock', '--check', '--cwd', root], {
      encoding: 'utf8',
    });
    expect(checked.stdout + checked.stderr).not.toContain('differs');
    expect(checked.status).toBe(0);
  });
});
