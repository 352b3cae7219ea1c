import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { normaliseName } from './normalise-name.ts';
import { isTable, tableAt, textsOf, valueAt } from './table.ts';

const HIGHEST = 8;

/** A workspace of uv. */
export interface Workspace {
  /** Its folder, absolute: where its lock is. */
  readonly root: string;
  /** Its members' folders, absolute, by the distribution that each holds. */
  readonly members: ReadonlyMap<string, string>;
}

/**
 * The workspace that a folder is in: of the nearest `pyproject.toml` above it, or its own, that has members. Nothing is
 * looked for above the repository.
 */
export async function findWorkspace(cwd: string): Promise<Workspace | undefined> {
  let folder = resolve(cwd);
  for (let height = 0; height <= HIGHEST; height += 1) {
    const document = await readToml(join(folder, 'pyproject.toml'));
    const table = valueAt(document, 'tool', 'uv', 'workspace');
    if (isTable(table)) return { root: folder, members: await membersOf(folder, textsOf(table['members'])) };
    if (dirname(folder) === folder || (await isRepository(folder))) break;
    folder = dirname(folder);
  }
  return undefined;
}

async function isRepository(folder: string): Promise<boolean> {
  return access(join(folder, '.git')).then(
    () => true,
    () => false,
  );
}

async function membersOf(root: string, globs: readonly string[]): Promise<Workspace['members']> {
  const folders = [root, ...(await Promise.all(globs.map((glob) => expand(root, glob)))).flat()];
  const members = await Promise.all(
    folders.map(async (folder) => {
      const name = tableAt(await readToml(join(folder, 'pyproject.toml')), 'project')['name'];
      return typeof name === 'string' ? ([normaliseName(name), folder] as const) : undefined;
    }),
  );
  return new Map(members.filter((member) => member !== undefined));
}

/** Stars for parts of a path are all that members are named by. */
async function expand(root: string, glob: string): Promise<readonly string[]> {
  let folders: readonly string[] = [root];
  for (const part of glob.split('/').filter((one) => one !== '' && one !== '.')) {
    const pattern = new RegExp(
      `^${part
        .replace(/[\\^$.|+()[\]{}]/gu, String.raw`\$&`)
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
      'u',
    );
    const below = await Promise.all(
      folders.map(async (folder) =>
        /[*?]/u.test(part)
          ? (await readdir(folder).catch(() => []))
              .filter((name) => pattern.test(name) && !name.startsWith('.'))
              .map((name) => join(folder, name))
          : [join(folder, part)],
      ),
    );
    folders = below.flat();
  }
  return folders;
}

async function readToml(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { parse } = await import('smol-toml');
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
