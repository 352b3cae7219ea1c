import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSource } from '../../src/image/find-source.ts';

const SHOWN = 'token = "********"';

describe('the file that a secret in an image comes from', () => {
  let base = '';
  let cwd = '';
  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'sluice-source-'));
    cwd = join(base, 'project');
    await mkdir(join(cwd, 'service/app/deep'), { recursive: true });
    await writeFile(join(cwd, 'service/settings.py'), 'token = "secret-1"\n');
    await writeFile(join(cwd, 'service/app/deep/keys.py'), '#\ntoken = "secret-2"\n');
    await writeFile(join(base, 'outside.py'), 'token = "secret-3"\n');
    await symlink(join(base, 'outside.py'), join(cwd, 'service/linked.py'));
  });
  afterAll(() => rm(base, { recursive: true, force: true }));

  const find = (createdBy: string, path: string, line = 1) =>
    findSource({ cwd, context: 'service' }, { path, line, shown: SHOWN, createdBy });

  it.each([
    ['a file under its name', 'COPY settings.py /srv/settings.py # buildkit', '/srv/settings.py', 1],
    ['a file under another name', 'COPY settings.py /srv/other.py # buildkit', '/srv/other.py', 1],
    [
      'with flags and several sources',
      'COPY --chown=1:1 a.txt settings.py /srv/ # buildkit',
      '/srv/settings.py',
      1,
    ],
    ['as a list', 'COPY ["settings.py", "/srv/"] # buildkit', '/srv/settings.py', 1],
    ['by a star', 'COPY *.py /srv/ # buildkit', '/srv/settings.py', 1],
  ])('is found for %s', async (_, createdBy, path, line) => {
    expect(await find(createdBy, path, line)).toEqual({ path: 'service/settings.py', secrets: ['secret-1'] });
  });

  it.each([
    ['of the whole context', 'COPY . . # buildkit', '/srv/app/deep/keys.py'],
    ['by its name', 'COPY app /srv/app # buildkit', '/srv/app/deep/keys.py'],
    ['by the classic builder', '/bin/sh -c #(nop) COPY dir:1f in /srv/app ', '/srv/app/deep/keys.py'],
  ])('is found in a folder, copied %s', async (name, createdBy, path) => {
    const found = await find(createdBy, path, 2);
    // The classic builder records no name.
    expect(found?.path).toBe(name === 'by the classic builder' ? undefined : 'service/app/deep/keys.py');
  });

  it.each([
    ['a link that leads out of the project', 'COPY linked.py /srv/linked.py', '/srv/linked.py'],
    ['a source above the context', 'COPY ../../outside.py /srv/outside.py', '/srv/outside.py'],
    ['a line that says something else', 'COPY app/deep/keys.py /srv/keys.py', '/srv/keys.py'],
    ['a file that a step made', 'RUN /bin/sh -c cp settings.py /srv', '/srv/settings.py'],
  ])('is none for %s', async (_, createdBy, path) => {
    expect(await find(createdBy, path)).toBeUndefined();
  });
});
