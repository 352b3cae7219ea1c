import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type { Source } from './read-source.ts';
import { homes, mayImport, mayImportFile, pluginExceptions } from './rooms.ts';

/** One package of the repository, as its package.json describes it. */
export interface Package {
  /** The folder's name under `packages/`. */
  readonly folder: string;
  /** The sources of its `exports` and `bin` entries, from the root of the repository. */
  readonly entries: readonly string[];
  /** Every package it declares, in whatever list. */
  readonly declared: readonly string[];
}

type Rule = (source: Source, owner: Package, sources: ReadonlyMap<string, Source>) => readonly string[];

const maxLines = 400;

/** Everything that is against the design, one line each, as `path: what`. */
export function violations(sources: readonly Source[], packages: readonly Package[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const perFile = sources.flatMap((source) => {
    const owner = packages.find(({ folder }) => source.path.startsWith(`packages/${folder}/`));
    if (!owner) return [`${source.path}: belongs to no package`];
    return rules.flatMap((rule) => rule(source, owner, byPath)).map((what) => `${source.path}: ${what}`);
  });
  return [...perFile, ...cycles(byPath)];
}

const rules: readonly Rule[] = [
  importsExist,
  roomsAreLayered,
  modelNeedsNothingButZod,
  packagesStayAtHome,
  octokitStaysInGithub,
  ambientStaysInCli,
  ownPackagesByContract,
  packagesAreDeclared,
  entriesAreOnlyForOthers,
  noBarrels,
  houseStyle,
];

function importsExist(source: Source, owner: Package, sources: ReadonlyMap<string, Source>): string[] {
  return source.imports.filter(isRelative).flatMap((name) => {
    const target = resolve(source, name);
    if (!target.startsWith(`packages/${owner.folder}/src/`)) {
      // Its own package.json (for the version) is the one thing outside `src` that a source may read.
      return target === `packages/${owner.folder}/package.json`
        ? []
        : [`imports ${name}, outside its package's sources`];
    }
    return sources.has(target) ? [] : [`imports ${name}, which is no source file (write the .ts extension)`];
  });
}

function roomsAreLayered(source: Source, owner: Package): string[] {
  if (owner.folder !== 'core') return [];
  const room = roomOf(source.path);
  const allowed = mayImport[room];
  if (!allowed) return [`lies in '${room}', a room that the design does not know`];
  return source.imports.filter(isRelative).flatMap((name) => {
    const target = resolve(source, name);
    const other = roomOf(target);
    if (other === room || allowed.includes(other) || !(other in mayImport)) return [];
    const isException = mayImportFile[room]?.some((file) => target === `packages/core/src/${file}`);
    return isException ? [] : [`${room} may not import ${other} (${name})`];
  });
}

function modelNeedsNothingButZod(source: Source, owner: Package): string[] {
  if (owner.folder !== 'core' || roomOf(source.path) !== 'model') return [];
  return source.imports
    .filter((name) => !isRelative(name) && packageOf(name) !== 'zod')
    .map((name) => `model may import no package but zod, not ${name}`);
}

function packagesStayAtHome(source: Source, owner: Package): string[] {
  return source.imports.flatMap((name) => {
    const home = homes[packageOf(name)];
    if (!home || (owner.folder === 'core' && home.includes(roomOf(source.path)))) return [];
    return [`${packageOf(name)} may be imported only in core's ${home.map((room) => `${room}/`).join(', ')}`];
  });
}

function octokitStaysInGithub(source: Source, owner: Package): string[] {
  if (owner.folder === 'plugin-github') return [];
  return source.imports
    .filter((name) => /^(@octokit\/|octokit$)/.test(packageOf(name)))
    .map((name) => `${name} may be imported only in plugin-github`);
}

function ambientStaysInCli(source: Source, owner: Package): string[] {
  if (owner.folder === 'core' && roomOf(source.path) === 'cli') return [];
  // A program of a plugin has a process of its own; the rest of the plugin is given what it needs of it.
  if (source.path === `packages/${owner.folder}/src/bin.ts` && owner.entries.includes(source.path)) return [];
  return source.ambient.map((use) => `uses ${use}, which is only for core's cli/`);
}

function ownPackagesByContract(source: Source, { folder }: Package): string[] {
  return source.imports
    .filter((name) => name.startsWith('@sluice/') || /^(@[^/]+\/)?sluice-plugin-/.test(name))
    .filter((name) => !isAllowedOfOurs(folder, name))
    .map((name) => `${folder} may not import ${name}`);
}

function isAllowedOfOurs(folder: string, name: string): boolean {
  if (folder === 'core') return false;
  // The package of everything.
  if (folder === 'sluice') return /^@sluice\/[a-z-]+$/.test(name);
  if (name === '@sluice/core' || name === '@sluice/core/reports') return true;
  // A preset is made of plugins, so it may import their public entries.
  if (folder.startsWith('preset-')) return /^@sluice\/plugin-[a-z-]+$/.test(name);
  return pluginExceptions[folder]?.includes(name) ?? false;
}

function packagesAreDeclared(source: Source, owner: Package): string[] {
  return source.imports
    .filter((name) => !isRelative(name) && !isBuiltin(name) && !owner.declared.includes(packageOf(name)))
    .map((name) => `imports ${name}, which its package.json does not declare`);
}

/** Inside a package, an entry is a barrel like any other: who needs a name imports the file that has it. */
function entriesAreOnlyForOthers(source: Source, owner: Package): string[] {
  return source.imports
    .filter((name) => isRelative(name) && owner.entries.includes(resolve(source, name)))
    .map((name) => `imports ${name}, an entry of its own package`);
}

function noBarrels(source: Source, owner: Package): string[] {
  const isEntry = owner.entries.includes(source.path);
  const all = source.exportsAllOf.map(
    (name) => `exports everything of ${name}; public names are listed one by one`,
  );
  if (isEntry) return all;
  const isIndex = posix.basename(source.path) === 'index.ts';
  return source.isBarrel || isIndex ? [...all, 'is a barrel, and no entry of its package'] : all;
}

function houseStyle(source: Source): string[] {
  return [
    ...(source.lines > maxLines ? [`has ${source.lines} lines, more than ${maxLines}`] : []),
    ...(source.hasDefaultExport ? ['has a default export'] : []),
    ...source.nonErasable.map((what) => `declares ${what}; only erasable TypeScript is used`),
  ];
}

/** Each group of files that reach one another, told once. */
function cycles(sources: ReadonlyMap<string, Source>): string[] {
  const found: string[] = [];
  const finished = new Set<string>();
  function visit(path: string, trail: readonly string[]): void {
    const start = trail.indexOf(path);
    if (start >= 0) {
      found.push(`${path}: is in a cycle: ${[...trail.slice(start), path].map(short).join(' -> ')}`);
      return;
    }
    if (finished.has(path)) return;
    for (const next of neighbours(path, sources)) visit(next, [...trail, path]);
    finished.add(path);
  }
  for (const path of sources.keys()) visit(path, []);
  return found;
}

function neighbours(path: string, sources: ReadonlyMap<string, Source>): string[] {
  const source = sources.get(path);
  if (!source) return [];
  return source.imports
    .filter(isRelative)
    .map((name) => resolve(source, name))
    .filter((target) => sources.has(target));
}

function short(path: string): string {
  return path.replace(/^packages\/[^/]+\/src\//, '');
}

/** `packages/core/src/gate/levels.ts` is in `gate`; `packages/core/src/engine.ts` is `engine`. */
function roomOf(path: string): string {
  const [, , , first = ''] = path.split('/');
  return first.replace(/\.ts$/, '');
}

function resolve(source: Source, name: string): string {
  return posix.join(posix.dirname(source.path), name);
}

function isRelative(name: string): boolean {
  return name.startsWith('.');
}

function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}
