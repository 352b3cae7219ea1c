import { lstatSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { CONFIG_PLACES } from './places.ts';

/**
 * The config of a folder: in it, else in the nearest folder above that has one, up to the repository's root and never
 * above, for a config is code. Outside a repository only the folder itself is looked into. Undefined when there is none.
 */
export async function findConfig(cwd: string): Promise<string | undefined> {
  const [start = cwd, ...above] = foldersUpToRoot(resolve(cwd));
  // The usual case needs no cosmiconfig, which takes longer to load than everything else here.
  const found = configIn(start);
  if (found !== undefined || above.length === 0) return found;
  const search = await openSearch();
  for (const folder of above) {
    const file = await search(folder);
    if (file !== undefined) return file;
  }
  return undefined;
}

/** cosmiconfig's own class, which it does not type: the search alone. */
interface Explorer {
  readonly search: (folder: string) => Promise<{ readonly filepath: string } | null>;
}

/**
 * Looks into one folder by cosmiconfig. Its class is taken, not its function: that one first reads settings of its
 * own from the process's folder, runs a `.config/config.js` there whoever it belongs to, and lets it add places.
 */
async function openSearch(): Promise<(folder: string) => Promise<string | undefined>> {
  const module: unknown = await import('cosmiconfig/dist/Explorer.js');
  // CommonJS: Node sees its named exports, the bundle of the built command line only the default one.
  const { Explorer } = (
    'Explorer' in (module as object) ? module : (module as { default: unknown }).default
  ) as {
    readonly Explorer: new (options: object) => Explorer;
  };
  // Only the place is wanted: cosmiconfig's own loaders would run the file, and read what it `$import`s.
  const extensions = [...new Set(CONFIG_PLACES.map((place) => extname(place)))];
  const explorer = new Explorer({
    moduleName: 'ci',
    searchPlaces: CONFIG_PLACES,
    searchStrategy: 'none',
    ignoreEmptySearchPlaces: false,
    cache: false,
    metaConfigFilePath: null,
    transform: (result: unknown) => result,
    loaders: Object.fromEntries(extensions.map((extension) => [extension, () => ({})])),
  });
  // It passes over what it cannot read, and a config further up would be taken instead.
  return async (folder) => (await explorer.search(folder))?.filepath ?? configIn(folder);
}

function configIn(folder: string): string | undefined {
  return CONFIG_PLACES.map((name) => join(folder, name)).find(exists);
}

function foldersUpToRoot(start: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = start; ; folder = dirname(folder)) {
    folders.push(folder);
    // A folder in a clone, a file in a worktree or submodule.
    if (exists(join(folder, '.git'))) return folders;
    if (dirname(folder) === folder) return [start];
  }
}

/** Also true for a link that leads nowhere: it is somebody's config, and unreadable. */
function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
