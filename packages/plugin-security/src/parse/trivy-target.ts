import type { Location } from '@sluice/core';
import { fieldOf, integerOf, listOf, objectsOf, textOf, type JsonObject } from './json-value.ts';
import { plainName } from './plain-text.ts';
import { purlOf } from './purl.ts';
import { locationOf, reportPath } from './report-location.ts';
import type { ReadOptions } from './scan-report.ts';

/** What one result of Trivy is about: a manifest, a configuration file, or the packages of an image. */
export interface TrivyTarget {
  /** Where it is as a file, undefined for the packages of an image. */
  readonly path?: string;
  /** Turns a path of a record into one that findings have. */
  readonly pathOf: (written: string) => string;
  /** The line on which a manifest names a package. */
  readonly placeOf: (name: string, version: string) => Location | undefined;
  readonly purlOf: (name: string, version: string) => string;
}

/** Targets that are a group of packages, each with a path of its own. */
const GROUPS = new Set([
  'Python',
  'Node.js',
  'Ruby',
  'Java',
  'PHP',
  'Conda',
  'Rust',
  'Julia',
  'C#',
  'OS Packages',
]);

/** Types of packages as a purl calls them, from the names that Trivy has given them over its versions. */
const PURL_TYPES = new Map<string, string>([
  ...['pip', 'pipenv', 'poetry', 'uv', 'pylock', 'python-pkg'].map((type) => [type, 'pypi'] as const),
  ...['npm', 'yarn', 'pnpm', 'bun', 'node-pkg', 'nodejs'].map((type) => [type, 'npm'] as const),
  ...['bundler', 'gemspec'].map((type) => [type, 'gem'] as const),
  ...['jar', 'pom', 'gradle', 'sbt'].map((type) => [type, 'maven'] as const),
  ...['gomod', 'gobinary'].map((type) => [type, 'golang'] as const),
  ...['cargo', 'rust-binary', 'rustbinary'].map((type) => [type, 'cargo'] as const),
  ...['nuget', 'dotnet-core', 'packages-props'].map((type) => [type, 'nuget'] as const),
  ...['composer', 'composer-vendor'].map((type) => [type, 'composer'] as const),
  ['conda-pkg', 'conda'],
  ...['alpine', 'wolfi', 'chainguard'].map((type) => [type, `apk/${type}`] as const),
  ...['debian', 'ubuntu'].map((type) => [type, `deb/${type}`] as const),
  ...['redhat', 'centos', 'rocky', 'alma', 'fedora', 'amazon', 'oracle', 'photon'].map(
    (type) => [type, `rpm/${type}`] as const,
  ),
]);

export function createTrivyTarget(result: JsonObject, { cwd }: ReadOptions): TrivyTarget {
  const name = String(result['Target']);
  const type = textOf(result['Type']) ?? '';
  const isImage = result['Class'] === 'os-pkgs' || GROUPS.has(name) || / \([^()]+ [^()]+\)$/u.test(name);
  const path = isImage || name.trim() === '' ? undefined : reportPath(name, cwd);
  const lines = packageLines(result);
  return {
    ...(path === undefined ? {} : { path }),
    pathOf: (written) => reportPath(written, cwd),
    placeOf: (packageName, version) => {
      if (path === undefined) return undefined;
      const line = lines.get(`${packageName}@${version}`);
      return locationOf(path, { line, column: undefined, endLine: undefined, endColumn: undefined });
    },
    purlOf: (packageName, version) =>
      purlOf(
        PURL_TYPES.get(type) ?? 'generic',
        // Maven's group stands before a colon, a purl's namespace before a slash.
        plainName(packageName.replace(':', '/')),
        plainName(version),
      ),
  };
}

function packageLines(result: JsonObject): ReadonlyMap<string, number> {
  return new Map(
    objectsOf(result['Packages']).flatMap((entry) => {
      const line = integerOf(fieldOf(listOf(entry['Locations'])[0], 'StartLine'), 1);
      const key = `${String(entry['Name'])}@${String(entry['Version'])}`;
      return line === undefined ? [] : [[key, line] as const];
    }),
  );
}
