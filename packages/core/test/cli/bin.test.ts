import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const bin = join(import.meta.dirname, '../../dist/cli/bin.js');

/** Runs the built command line on a Node that says it is of another version. */
function onNode(version: string) {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
  const preload = `data:text/javascript,${encodeURIComponent(pretend)}`;
  return spawnSync(process.execPath, ['--import', preload, bin, 'list', '--help'], { encoding: 'utf8' });
}

describe('the file that npm links as sluice', () => {
  it('imports nothing before it is asked for more than its version, which must not take longer than Node', () => {
    expect(readFileSync(bin, 'utf8')).not.toMatch(/^import\b/mu);
  });

  it.each(['20.20.2', '22.17.1'])(
    'ends with NODE_TOO_OLD and 2 on Node %s, and says what is needed',
    (version) => {
      const { status, stdout, stderr } = onNode(version);
      expect(stderr).toContain(
        `NODE_TOO_OLD: Sluice needs Node 22.18 or newer; this is Node ${version}.\n  Install a newer Node`,
      );
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    },
  );

  it.each(['22.18.0', '24.0.0'])('goes on with Node %s', (version) => {
    expect(onNode(version)).toMatchObject({ status: 0, stderr: '' });
  });
});
