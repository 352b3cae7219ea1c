import { lstatSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
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
  const { cosmiconfig } = await import('cosmiconfig');
  const explorer = cosmiconfig('ci', {
    searchPlaces: [...CONFIG_PLACES],
    searchStrategy: 'none',
    ignoreEmptySearchPlaces: false,
    cache: false,
    // Only the place is wanted: cosmiconfig's own loaders would run the file, and `$import` in it.
    loaders: Object.fromEntries(
      ['.ts', '.mts', '.js', '.mjs', '.cjs', '.json'].map((extension) => [extension, () => ({})]),
    ),
  });
  for (const folder of above) {
    // cosmiconfig passes over what it cannot read; we must not, or a config further up would be taken instead.
    const file = (await explorer.search(folder))?.filepath ?? configIn(folder);
    if (file !== undefined) return file;
  }
  return undefined;
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
