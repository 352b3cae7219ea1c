import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cleanEnv } from './pack/clean-env.ts';
import { ENTRIES, installWithNpm, installWithPnpm, writeProject } from './pack/clean-projects.ts';
import { must } from './pack/must.ts';
import { oldNode } from './pack/old-node.ts';
import { packPackages } from './pack/pack-packages.ts';
import { readTarball } from './pack/read-tarball.ts';
import { runIn } from './pack/run-in.ts';

const root = join(import.meta.dirname, '..');
const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
const compilers = ['typescript7', 'typescript'];

/** Installed from the tarballs alone, once with each program; one of ES modules, one of CommonJS. */
const projects = ['npm, ES modules', 'pnpm, CommonJS'] as const;
const nodes = ['22.18.0', '24'] as const;

let base: string;
let packed: ReadonlyMap<string, string>;
let old: string;

const isOurs = (source: string): boolean => source.startsWith('../src/');
const folderOf = (project: string): string => join(base, project.split(',')[0] ?? '');
const nodeOf = (version: string): string => (version === '24' ? process.execPath : old);

// Programs of others beside other work on two processors: what they find matters, not how soon.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

beforeAll(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'sluice-pack-')));
  mkdirSync(join(base, 'tarballs'));
  [packed, old] = await Promise.all([packPackages(join(base, 'tarballs')), oldNode(base)]);
  writeProject(folderOf('npm'), 'module', packed);
  writeProject(folderOf('pnpm'), 'commonjs', packed);
  await Promise.all([installWithNpm(folderOf('npm')), installWithPnpm(folderOf('pnpm'))]);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('each package, packed', () => {
  it('holds its licence, its README, and what its entries name, with types and maps, and no source', () => {
    for (const [name, file] of packed) {
      const { manifest, files } = readTarball(file);
      expect([...files.keys()], name).toEqual(expect.arrayContaining(['LICENSE', 'README.md']));
      for (const entry of Object.values(manifest.exports ?? {})) {
        const targets = typeof entry === 'string' ? [entry] : Object.values(entry);
        for (const target of targets) expect([...files.keys()], name).toContain(target.slice(2));
      }
      for (const path of files.keys())
        expect(path, name).not.toMatch(/^(?:src|test|fixtures)\/|\.stamp\.json$/u);
      expect(JSON.stringify(manifest), name).not.toMatch(/workspace:|catalog:/u);
    }
  });

  it('has no entry that the clean projects below leave out', () => {
    const entries = [...packed].flatMap(([name, file]) =>
      Object.keys(readTarball(file).manifest.exports ?? {}).map((entry) => name + entry.slice(1)),
    );
    expect(Object.keys(ENTRIES).toSorted()).toEqual(
      entries.filter((entry) => !entry.endsWith('/package.json')).toSorted(),
    );
  });

  it('has maps that lead to its sources and hold them', () => {
    for (const [name, file] of packed) {
      const { files } = readTarball(file);
      const maps = [...files].filter(([path]) => path.endsWith('.js.map'));
      expect(maps.length, name).toBeGreaterThan(0);
      for (const [path, text] of maps) {
        const { sources, sourcesContent } = JSON.parse(text) as SourceMap;
        // What is bundled from elsewhere may have come without.
        const empty = sources.filter((source, index) => isOurs(source) && !sourcesContent?.[index]);
        expect(empty, `${name} ${path}`).toEqual([]);
      }
      const sources = maps.flatMap(([, text]) => (JSON.parse(text) as SourceMap).sources);
      expect(sources.some(isOurs), name).toBe(true);
    }
  });

  it('asks for no package that it does not use', () => {
    for (const [name, file] of packed) {
      const { manifest, files } = readTarball(file);
      const code = [...files].filter(([path]) => /\.(?:js|d\.ts)$/u.test(path)).map(([, text]) => text);
      for (const dependency of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
        const isUsed = code.some((text) => new RegExp(`['"]${dependency}(?:/[^'"]*)?['"]`, 'u').test(text));
        expect(isUsed, `${name} uses ${dependency}`).toBe(true);
      }
    }
  });

  it('is what publint expects of a package', async () => {
    for (const [name, file] of packed) {
      const tarball = readFileSync(file);
      const { messages } = await publint({ pack: { tarball: new Uint8Array(tarball).buffer }, strict: true });
      expect(messages, name).toEqual([]);
    }
  });

  // ES modules only: `require` of one works in every Node that `engines` allows, which is shown below, not believed.
  it('has types that every way of resolving finds', async () => {
    const args = [attw, '--profile', 'node16', '--ignore-rules', 'cjs-resolves-to-esm', '--format', 'ascii'];
    const all = [...packed.values()];
    for (let index = 0; index < all.length; index += 2) {
      const two = all.slice(index, index + 2);
      await Promise.all(
        two.map((file) => must(process.execPath, [...args, '--no-color', file], { cwd: base })),
      );
    }
  });
});

describe.each(projects)('a clean project with the packages from %s', (project) => {
  it.each(project.startsWith('npm') ? compilers : compilers.slice(0, 1))(
    'compiles under --strict, the types of the packages included, by %s',
    async (name) => {
      const tsc = join(root, 'node_modules', name, 'bin/tsc');
      await must(process.execPath, [tsc, '--project', folderOf(project)], { cwd: folderOf(project) });
    },
  );

  it.each(nodes)('imports and requires every entry on Node %s', async (version) => {
    const names = JSON.stringify(Object.entries(ENTRIES));
    const check = `if (names.some((name) => module[name] === undefined)) throw new Error(entry + ' has not ' + names);`;
    const cwd = folderOf(project);
    const imports = `for (const [entry, names] of ${names}) { const module = await import(entry); ${check} }`;
    await must(nodeOf(version), ['--input-type=module', '--eval', imports], { cwd });
    const requires = `for (const [entry, names] of ${names}) { const module = require(entry); ${check} }`;
    const { code, output } = await runIn(nodeOf(version), ['--input-type=commonjs', '--eval', requires], {
      cwd,
    });
    expect({ code, output }).toEqual({ code: 0, output: '' });
  });

  it.each(nodes)('has a command line that runs a small pipeline on Node %s', async (version) => {
    const cwd = folderOf(project);
    const bin = join(cwd, 'node_modules/.bin');
    const path = [dirname(nodeOf(version)), process.env['PATH']].join(':');
    const env = cleanEnv({
      PATH: path,
      SLUICE_STATE_DIR: join(base, `state-${version}-${project.split(',')[0]}`),
    });
    const core = packed.get('@sluice/core') ?? '';
    expect((await must(join(bin, 'sluice'), ['--version'], { cwd, env })).trim()).toBe(
      readTarball(core).manifest.version,
    );
    const passed = await must(join(bin, 'sluice'), ['run', '--json'], { cwd, env });
    expect(JSON.parse(passed)).toMatchObject({
      results: [{ id: 'repo/greet', conclusion: 'success' }],
      verdict: { level: 'pass' },
    });
  });
});

describe('@sluice/core', () => {
  it('brings at most 25 packages along, counted in a clean install', async () => {
    const folder = join(base, 'core-alone');
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{ "name": "alone", "private": true }');
    const install = [
      'install',
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      packed.get('@sluice/core') ?? '',
    ];
    await must('npm', install, { cwd: folder });
    const listed = await must('npm', ['ls', '--all', '--parseable'], { cwd: folder });
    const others = listed
      .trim()
      .split('\n')
      .slice(1)
      .filter((path) => !path.endsWith('/@sluice/core'));
    expect(others.length, listed).toBeGreaterThan(0);
    expect(others.length, listed).toBeLessThanOrEqual(25);
  });
});

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
}
