import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readSource, type Source } from './read-source.ts';
import type { Package } from './rules.ts';

const root = join(import.meta.dirname, '../..');

interface Manifest {
  readonly exports?: Record<string, string | Record<string, string>>;
  readonly bin?: Record<string, string>;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

/** Every package that has a package.json, and every source file under their `src`. */
export function readRepository(): { packages: Package[]; sources: Source[] } {
  const packages = readdirSync(join(root, 'packages'))
    .filter((folder) => existsSync(join(root, 'packages', folder, 'package.json')))
    .map(readPackage);
  return { packages, sources: packages.flatMap(({ folder }) => readSources(`packages/${folder}/src`)) };
}

function readPackage(folder: string): Package {
  const manifest = JSON.parse(
    readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8'),
  ) as Manifest;
  const targets = [...Object.values(manifest.exports ?? {}), ...Object.values(manifest.bin ?? {})];
  const files = targets.map((target) => (typeof target === 'string' ? target : (target.default ?? '')));
  const { dependencies, devDependencies, peerDependencies, optionalDependencies } = manifest;
  return {
    folder,
    entries: files.filter((file) => file.endsWith('.js')).map((file) => sourceOf(folder, file)),
    declared: Object.keys({
      ...dependencies,
      ...devDependencies,
      ...peerDependencies,
      ...optionalDependencies,
    }),
  };
}

/** `./dist/cli/bin.js` is built from `src/cli/bin.ts`. */
function sourceOf(folder: string, file: string): string {
  return `packages/${folder}/${file.replace(/^(\.\/)?dist\//, 'src/').replace(/\.js$/, '.ts')}`;
}

function readSources(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => readSource(file.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(file, 'utf8')));
}
