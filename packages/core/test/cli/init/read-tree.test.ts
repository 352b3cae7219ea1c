import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTree } from '../../../src/cli/init/read-tree.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sluice-tree-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function write(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), path);
  }
}

describe('looking through a folder', () => {
  it('passes over what tools keep there, environments of any name included', async () => {
    await write(
      'a/b.py',
      '.git/x',
      'node_modules/x/y.js',
      '.venv/lib/z.py',
      'my env/pyvenv.cfg',
      'my env/lib/z.py',
      '.sluice/runs/x',
      'x.egg-info/y',
      '.github/workflows/ci.yml',
    );
    expect(readTree(root).files).toEqual(['.github/workflows/ci.yml', 'a/b.py']);
  });

  it('takes files that are linked, and follows no folder that is', async () => {
    await write('a/real.toml');
    await symlink('a/real.toml', join(root, 'linked.toml'));
    await symlink('.', join(root, 'round'));
    await symlink('/', join(root, 'out'));
    await symlink('gone', join(root, 'dangling'));
    const tree = readTree(root);
    expect(tree.files).toEqual(['a/real.toml', 'linked.toml']);
    expect(tree.read('linked.toml')).toBe('a/real.toml');
  });

  it('stops far down, and says that it did', async () => {
    await write('1/2/3/4/5/6/7/8/here', '1/2/3/4/5/6/7/8/9/too deep');
    expect(readTree(root)).toMatchObject({ files: ['1/2/3/4/5/6/7/8/here'], isPartial: true });
  });

  it('reads nothing where there is nothing, or too much', async () => {
    await writeFile(join(root, 'large'), Buffer.alloc(2_000_001));
    await writeFile(join(root, 'marked'), '\u{feff}text');
    const tree = readTree(root);
    expect([tree.read('gone'), tree.read('large'), tree.read('marked'), tree.isPartial]).toEqual([
      undefined,
      undefined,
      'text',
      false,
    ]);
    expect(readTree(join(root, 'gone')).files).toEqual([]);
  });
});
