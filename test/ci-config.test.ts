import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const sluice = join(root, 'packages/core/dist/cli/bin.js');
const scripts = join(root, 'scripts/check.mjs');

describe("the repository's own gate", () => {
  it('loads, and has a check for each step of `npm run check` and for the tests', () => {
    const listed = spawnSync(process.execPath, [sluice, 'list', '--json', '--cwd', root], {
      encoding: 'utf8',
    });
    expect(listed.stderr).toBe('');
    const { checks } = JSON.parse(listed.stdout) as { readonly checks: readonly { readonly id: string }[] };
    const ids = checks.map(({ id }) => id);
    const asked = spawnSync(process.execPath, [scripts, 'no-such-step'], { encoding: 'utf8' });
    const steps = /There are: (.*)\./u.exec(asked.stderr)?.[1]?.split(', ') ?? [];
    expect(steps).toContain('types');
    for (const step of steps) expect(ids).toContain(step === 'format' ? 'repo/format' : `node/${step}`);
    expect(ids).toEqual(expect.arrayContaining(['repo/architecture', 'node/test']));
  });

  it('has a lock that is current; `npx sluice lock` rewrites it', () => {
    const checked = spawnSync(process.execPath, [sluice, 'lock', '--check', '--cwd', root], {
      encoding: 'utf8',
    });
    expect(checked.stdout + checked.stderr).not.toContain('differs');
    expect(checked.status).toBe(0);
  });
});
