/**
 * `npm run wheel [folder]`: builds the wheel `sluice` for PyPI, the command line for repositories without Node, into the
 * folder (default `dist`), and prints its path. Build the packages first (`npm run build`).
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { pnpmVersion, root, run } from './repository.mjs';
import { withMetadata } from './wheel/metadata.ts';
import { zip } from './wheel/zip.ts';

/** Not needed to run: half of all bytes. */
const LEFT_OUT = /\.map$|\.d\.[mc]?ts$|(?:^|\/)node_modules\/\.|^node_modules\/zod\/src\//u;

const source = join(root, 'packages/sluice');
const target = resolve(process.argv[2] ?? join(root, 'dist'));
const work = mkdtempSync(join(tmpdir(), 'sluice-wheel-'));
try {
  const { version, description } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  // The exact versions of this repository's lock file, in a tree without links.
  const flat = ['--prod', '--legacy', '--config.node-linker=hoisted', '--config.ignore-scripts=true'];
  const deploy = ['-y', `pnpm@${pnpmVersion}`, '--filter', 'sluice', 'deploy', ...flat, join(work, 'cli')];
  const { code, output } = await run('npx', deploy);
  if (code !== 0) throw new Error(`pnpm deploy ended with ${code}:\n${output}`);
  const files = [
    ...filesIn(join(source, 'python'), 'sluice'),
    ...filesIn(join(work, 'cli'), 'sluice/cli').filter(
      ({ path }) => !LEFT_OUT.test(path.slice('sluice/cli/'.length)),
    ),
  ];
  const text = (name) => readFileSync(join(source, name), 'utf8');
  const about = { version, description, readme: text('README.md'), licence: text('LICENSE') };
  const wheel = join(target, `sluice-${version}-py3-none-any.whl`);
  mkdirSync(target, { recursive: true });
  writeFileSync(wheel, zip(withMetadata(files, about)));
  console.log(wheel);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** In the order of their names, whatever the file system's is. */
function filesIn(folder, prefix) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.pyc'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((file) => ({
      path: `${prefix}/${relative(folder, file).replaceAll(sep, '/')}`,
      data: readFileSync(file),
    }));
}
