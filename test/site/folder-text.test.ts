import { tempWorkspace } from '@sluice/core/testing';
import { expect, it } from 'vitest';
import { folderText } from '../../scripts/site/folder-text.ts';

it('shows the files of a folder in order, those below it too, and none that is built or installed', async () => {
  await using folder = await tempWorkspace({
    'a/z.ts': 'z\n',
    'a/b/c.ts': 'c\n',
    'a/dist/d.js': 'd\n',
    'a/node_modules/e/e.js': 'e\n',
    'f.ts': 'f\n',
  });
  expect(folderText(folder.dir, 'a')).toBe('==> a/b/c.ts <==\nc\n\n==> a/z.ts <==\nz\n\n');
});
