/**
 * Builds the packages that changed since their last build: `node scripts/build.mjs [package…] [--force]`.
 *
 * The stamp in `dist` holds a hash of everything the build reads. A build is written beside `dist` and then put
 * in its place, so that a command line that runs meanwhile never sees half of one.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  cross,
  node24,
  packageNames,
  pool,
  readJson,
  root,
  run,
  seconds,
  tail,
  tick,
  tools,
  withLock,
} from './repository.mjs';

const sharedInputs = [
  'pnpm-lock.yaml',
  'tsconfig.base.json',
  'tsup.base.ts',
  'scripts/build.mjs',
  'scripts/after-build.ts',
  'scripts/declared-imports.ts',
  'scripts/merge-chunks.ts',
  'scripts/third-party-notices.ts',
];

/** The packages whose `dist` is not what their sources would give. */
export function stalePackages(names = packageNames) {
  const shared = hashOf(sharedInputs.map((file) => join(root, file)));
  return names
    .map((name) => ({ name, hash: packageHash(name, shared) }))
    .filter(({ name, hash }) => readJson(stampFile(name))?.hash !== hash);
}

/** Builds what is stale. Gives the names it built, or the first failure. */
export async function build({ names = packageNames, force = false } = {}) {
  return withLock('sluice-build', async () => {
    const stale = force ? stalePackages(names).concat(fresh(names)) : stalePackages(names);
    const started = performance.now();
    const results = await pool(
      stale.map((one) => () => buildPackage(one)),
      2,
    );
    const failed = results.filter((result) => result.code !== 0);
    return { built: stale.map(({ name }) => name), failed, durationMs: performance.now() - started };
  });
}

function fresh(names) {
  const stale = new Set(stalePackages(names).map(({ name }) => name));
  const shared = hashOf(sharedInputs.map((file) => join(root, file)));
  return names.filter((name) => !stale.has(name)).map((name) => ({ name, hash: packageHash(name, shared) }));
}

async function buildPackage({ name, hash }) {
  const folder = join(root, 'packages', name);
  const next = join(folder, '.build');
  rmSync(next, { recursive: true, force: true });
  const bundled = await run(node24, [tools.tsup, '--out-dir', '.build'], { cwd: folder });
  if (bundled.code !== 0) return { name, ...bundled };
  const after = await run(node24, [join(root, 'scripts/after-build.ts'), name]);
  if (after.code !== 0) return { name, ...after };
  writeFileSync(join(next, '.stamp.json'), `${JSON.stringify({ hash })}\n`);
  replaceFolder(next, join(folder, 'dist'));
  return { name, code: 0, output: bundled.output };
}

function replaceFolder(next, target) {
  const old = `${next}-old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(target)) renameSync(target, old);
  renameSync(next, target);
  rmSync(old, { recursive: true, force: true });
}

function packageHash(name, shared) {
  const folder = join(root, 'packages', name);
  const files = [
    join(folder, 'package.json'),
    join(folder, 'tsup.config.ts'),
    ...filesUnder(join(folder, 'src')),
  ];
  return hashOf(files, shared);
}

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)],
    )
    .sort();
}

function hashOf(files, seed = '') {
  const hash = createHash('sha256').update(seed);
  for (const file of files) {
    if (existsSync(file))
      hash
        .update(`${file.slice(root.length)}\0`)
        .update(readFileSync(file))
        .update('\0');
  }
  return hash.digest('hex');
}

function stampFile(name) {
  return join(root, 'packages', name, 'dist/.stamp.json');
}

export function describeBuilt(names) {
  const plugins = names.filter((name) => name !== 'core');
  const core = names.includes('core') ? 'core' : undefined;
  const rest = plugins.length > 1 ? `${plugins.length} plugins` : plugins[0];
  return [core, rest].filter(Boolean).join(' and ');
}

function withoutStack(output) {
  return output
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .join('\n');
}

/** Prints what a build did, in the words of a set-up. True when it went well. */
export function reportBuild({ built, failed, durationMs }) {
  for (const { name, output } of failed) {
    console.log(`  ${cross()} ${name} was not built\n${tail(withoutStack(output), 40)}`);
  }
  if (failed.length > 0) {
    console.log('\n  Correct what is shown above, then run `npm run build` again.');
    return false;
  }
  if (built.length > 0) console.log(`  ${tick()} built ${describeBuilt(built)}   ${seconds(durationMs)}`);
  return true;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const names = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
  const unknown = names.filter((name) => !packageNames.includes(name));
  if (!existsSync(node24)) {
    console.error('Nothing is installed yet. Run `npm run setup` first.');
    process.exitCode = 2;
  } else if (unknown.length > 0) {
    console.error(`No such package: ${unknown.join(', ')}. There are: ${packageNames.join(', ')}.`);
    process.exitCode = 2;
  } else {
    const result = await build({
      names: names.length > 0 ? names : packageNames,
      force: process.argv.includes('--force'),
    });
    if (!reportBuild(result)) process.exitCode = 1;
    else if (result.built.length === 0) console.log('Everything is built already.');
  }
}
