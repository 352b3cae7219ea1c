import { chmodSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDoor, reportOf, resultOf, type Door } from './door.ts';

const CONFIG = (more = ''): string => `
import { command } from '@sluice/core';
export default {
  checks: [
    command('lint', ['./lint.sh'], { inputs: ['src/**'] }),
    command('always', ['true']),
  ],
  policy: { required: ['repo/*'] },
  ${more}
};
`;
const FILES = {
  'package.json': '{"type":"module"}',
  'ci.config.mjs': CONFIG(),
  'lint.sh': '#!/bin/sh\necho looked at it\n',
  'src/a.py': 'a = 1\n',
};

let door: Door;
beforeAll(async () => {
  door = await openDoor(FILES);
  door.git('init', '-q');
  chmodSync(door.path('lint.sh'), 0o755);
});
afterAll(() => door[Symbol.asyncDispose]());

describe('a result that is reused', () => {
  it('is said to be in the console, in JSON and in Markdown, and explained', async () => {
    expect((await door.sluice(['run'])).stdout).toMatch(/✓ repo\/lint +[\d.]+ m?s/u);
    expect((await door.sluice(['explain', 'repo/lint'])).stdout).toContain(
      'cache     not reused: no earlier result of it is known here',
    );
    const again = await door.sluice(['run', '--format', 'markdown=report.md']);
    expect(again.stdout).toMatch(/✓ repo\/lint +cached/u);
    expect(await door.read('report.md')).toMatch(/repo\/lint.*cached/u);
    const { stdout } = await door.sluice(['explain', 'repo/lint']);
    expect(stdout).toMatch(/cache {5}reused: nothing it depends on changed since \S+ \(run \w+\)/u);
    expect((await door.sluice(['explain', 'repo/always'])).stdout).toContain('cache     none');
    const report = reportOf(await door.sluice(['run', '--json']));
    expect(resultOf(report, 'repo/lint')).toMatchObject({ cached: true, cache: { outcome: 'hit' } });
  });

  it('is run all the same with --no-cache', async () => {
    const report = reportOf(await door.sluice(['run', '--json', '--no-cache']));
    expect(resultOf(report, 'repo/lint').cached).toBeUndefined();
    expect((await door.sluice(['explain', 'repo/lint'])).stdout).toContain('never reused: --no-cache');
  });

  it('is no more where an input changed, which explain names', async () => {
    await door.write({ 'src/a.py': 'a = 2\n' });
    const report = reportOf(await door.sluice(['run', '--json']));
    expect(resultOf(report, 'repo/lint').cached).toBeUndefined();
    expect((await door.sluice(['explain', 'repo/lint'])).stdout).toContain('not reused: src/a.py changed');
  });
});

describe('sluice cache', () => {
  it('shows what is kept, and removes it', async () => {
    const shown = await door.sluice(['cache', 'show']);
    expect(shown.stdout).toMatch(/repo\/lint {2}2 results, newest of .* local\)/u);
    const facts = JSON.parse((await door.sluice(['cache', 'show', '--json'])).stdout) as {
      results: { id: string }[];
    };
    expect(facts.results.map(({ id }) => id)).toEqual(['repo/lint', 'repo/lint']);
    expect((await door.sluice(['cache', 'prune'])).stdout).toMatch(/^removed 0 files of 0 kB, kept/u);
    expect((await door.sluice(['cache', 'prune', '--all', '--json'])).stdout).toContain('"files": 0');
    expect((await door.sluice(['cache', 'show'])).stdout).toContain('0 results in 0 files');
  });

  it('says what it does not know', async () => {
    expect(await door.sluice(['cache', 'shwo'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean `sluice cache show`?'),
    });
    expect((await door.sluice(['cache', 'show', '--all'])).code).toBe(2);
  });
});

describe('a remote cache', () => {
  it('is shared by two folders, and its token is printed nowhere', async () => {
    const kept = new Map<string, Buffer>();
    const tokens = new Set<string | undefined>();
    const server = createServer((request, response) => {
      tokens.add(request.headers.authorization);
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (request.method === 'PUT') kept.set(request.url ?? '', Buffer.concat(chunks));
        const found = kept.get(request.url ?? '');
        response.writeHead(found === undefined ? 404 : 200).end(request.method === 'PUT' ? '' : found);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const remote = `cache: { remote: { url: '${url}', tokenEnv: 'CACHE_TOKEN', timeoutMs: 30000 } },`;
    const config = CONFIG(remote).replace("'./lint.sh'", "'true'");
    const token = 'a-very-secret-token';
    try {
      await using one = await openDoor({ ...FILES, 'ci.config.mjs': config });
      await using other = await openDoor({ ...FILES, 'ci.config.mjs': config });
      const first = await one.sluice(['run', '--json'], { CACHE_TOKEN: token });
      const second = await other.sluice(['run', '--json'], { CACHE_TOKEN: token });
      expect(resultOf(reportOf(first), 'repo/lint').cached).toBeUndefined();
      expect(resultOf(reportOf(second), 'repo/lint').cached).toBe(true);
      expect([...tokens]).toEqual([`Bearer ${token}`]);
      expect(JSON.stringify([first, second])).not.toContain(token);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('that is down costs a note and nothing else', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    // Nobody listens there any more.
    await new Promise((resolve) => server.close(resolve));
    const config = CONFIG(`cache: { remote: { url: 'http://127.0.0.1:${port}' } },`);
    await using place = await openDoor({
      ...FILES,
      'ci.config.mjs': config.replace("'./lint.sh'", "'true'"),
    });
    const { code, stdout } = await place.sluice(['run']);
    expect(code).toBe(0);
    expect(stdout).toContain('is not used any more: it cannot be reached (ECONNREFUSED)');
  });

  it('may be of somebody else’s making', async () => {
    const store = `cache: { store: {
      name: 'the shelf',
      get: async (kind, name) => readFile('shelf/' + name).catch(() => undefined),
      put: async (kind, name, bytes) => writeFile('shelf/' + name, bytes),
    } },`;
    const config = `import { readFile, writeFile } from 'node:fs/promises';${CONFIG(store)}`;
    await using place = await openDoor({
      ...FILES,
      'ci.config.mjs': config.replace("'./lint.sh'", "'true'"),
      'shelf/.keep': '',
    });
    await place.sluice(['run']);
    await place.sluice(['cache', 'prune', '--all']);
    expect(resultOf(reportOf(await place.sluice(['run', '--json'])), 'repo/lint').cached).toBe(true);
  });

  it.each([
    ["cache: { store: { name: 'x' } },", 'it is no store'],
    ["cache: { remote: { url: 'ftp://x' } },", 'no http or https address'],
    ["cache: { remote: { url: 'https://user:secret@x' } },", 'has a password in it'],
    ["cache: { remote: { url: 'https://x', tokenEnv: 'HOME' } },", 'look like that of a credential'],
    ["cache: { url: 'https://x' },", 'cache.url'],
  ])('is refused in the config as %s', async (more, words) => {
    await using place = await openDoor({ ...FILES, 'ci.config.mjs': CONFIG(more) });
    const { code, stderr } = await place.sluice(['run']);
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  });
});
