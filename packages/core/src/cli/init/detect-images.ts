import { posix } from 'node:path';
import { shortList } from './detect-python.ts';
import type { Row } from './row.ts';
import { baseName, type Tree } from './tree.ts';

/** What `init` makes of the Dockerfiles of a repository. */
export interface FoundImages {
  /** Name to context, for `images`; empty for the one image of the config's own folder. Undefined: none is built. */
  readonly images?: Readonly<Record<string, string>>;
  readonly row?: Row;
}

/** What a folder has that is a project of its own: its Dockerfile is about it, and it is the context. */
const PROJECT = ['pyproject.toml', 'setup.py', 'requirements.txt', 'package.json', 'go.mod', 'Cargo.toml'];
const NAME = /^[a-z0-9]+(?:[_-][a-z0-9]+)*$/u;

/**
 * The images that `docker()` builds: the Dockerfile of the root, else those of folders that are projects. Any other
 * may want any folder as its context, which nobody can guess.
 */
export function detectImages({ files }: Pick<Tree, 'files'>): FoundImages {
  const dockerfiles = files.filter((path) =>
    /^(?:Dockerfile|Containerfile)(?:\..+)?$|\.Dockerfile$/iu.test(baseName(path)),
  );
  if (dockerfiles.length === 0) return {};
  const images = dockerfiles.includes('Dockerfile') ? {} : imagesOf(files);
  const taken = images === undefined ? [] : Object.values(images).map((context) => `${context}/Dockerfile`);
  const used = images !== undefined && taken.length === 0 ? ['Dockerfile'] : taken;
  const left = dockerfiles.filter((path) => !used.includes(path));
  const builds =
    images === undefined ? 'not built: what context it wants is for you to say' : 'docker (optional)';
  const others = images === undefined || left.length === 0 ? '' : `; ${shortList(left, 2)} not built`;
  return {
    ...(images === undefined ? {} : { images }),
    row: { what: 'Dockerfile', seen: shortList(dockerfiles, 3), gives: `${builds}${others}` },
  };
}

function imagesOf(files: readonly string[]): Readonly<Record<string, string>> | undefined {
  const known = new Set(files);
  const folders = files
    .filter((path) => baseName(path) === 'Dockerfile')
    .map((path) => posix.dirname(path))
    .filter((folder) => PROJECT.some((name) => known.has(`${folder}/${name}`)));
  const named = folders
    .map((folder) => [baseName(folder), folder] as const)
    .filter(([name]) => NAME.test(name));
  // Two of one name would need names that only their owner knows.
  const isUnique = new Set(named.map(([name]) => name)).size === named.length;
  return named.length === 0 || !isUnique ? undefined : Object.fromEntries(named);
}
