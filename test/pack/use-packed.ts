import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const catalog = readFileSync(join(import.meta.dirname, '../../pnpm-workspace.yaml'), 'utf8');

interface Dependencies {
  readonly devDependencies: Record<string, string>;
}

/** The exact version of a package that this repository itself uses. */
export function versionOf(name: string): string {
  const version = new RegExp(`^ {2}'?${name}'?: (\\S+)$`, 'mu').exec(catalog)?.[1];
  if (version === undefined) throw new Error(`${name} is not in the catalog`);
  return version;
}

/**
 * Makes the `package.json` of a folder one that npm can install outside this workspace: the packed core in place of the
 * one that the registry does not have yet, versions in place of the catalog's names.
 */
export function usePacked(folder: string, core: string): void {
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Dependencies;
  const { devDependencies } = manifest;
  for (const [name, version] of Object.entries(devDependencies))
    if (version === 'catalog:') devDependencies[name] = versionOf(name);
  devDependencies['@sluice/core'] = `file:${core}`;
  writeFileSync(file, JSON.stringify(manifest, null, 2));
}
