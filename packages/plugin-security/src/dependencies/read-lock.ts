import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pythonName } from '../parse/python-name.ts';
import type { Declared, Requirement } from './declared.ts';

type Table = Readonly<Record<string, unknown>>;

/** Reads the packages that a lock of uv, Poetry, PDM, pylock or Pipenv names, with their versions. */
export async function readLock(cwd: string, file: string): Promise<Declared> {
  const base = { files: [file], options: [], isClosed: true };
  try {
    const text = await readFile(join(cwd, file), 'utf8');
    const { parse } = await import('smol-toml');
    const found =
      file.endsWith('.lock') && text.trimStart().startsWith('{')
        ? ofPipenv(JSON.parse(text) as Table)
        : ofToml(parse(text) as Table);
    const lines = text.split('\n');
    const requirements = found.map((one) => ({ ...one, file, line: lineOf(lines, one.name) }));
    return { ...base, requirements, faults: [] };
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { ...base, requirements: [], faults: [`${file} cannot be read: ${why}`] };
  }
}

type Locked = Pick<Requirement, 'name' | 'version' | 'text'> & { readonly name: string };

/** `[[package]]` of uv, Poetry and PDM, `[[packages]]` of pylock: each has a name and a version. */
function ofToml(document: Table): readonly Locked[] {
  const list = [document['package'], document['packages']].find(Array.isArray) as
    | readonly Table[]
    | undefined;
  if (list === undefined) throw new Error('it lists no packages');
  return list.filter((entry) => !isLocal(entry)).flatMap((entry) => locked(entry['name'], entry['version']));
}

/** The project itself, and its members: no index knows them. */
function isLocal({ source, directory }: Table): boolean {
  const kinds = ['editable', 'virtual', 'directory'];
  return directory !== undefined || kinds.some((kind) => kind in Object(source ?? {}));
}

function ofPipenv(document: Table): readonly Locked[] {
  const groups = [document['default'], document['develop']] as readonly (Table | undefined)[];
  return groups.flatMap((group) =>
    Object.entries(group ?? {}).flatMap(([name, entry]) => {
      const { version } = Object(entry ?? {}) as { readonly version?: unknown };
      return locked(name, typeof version === 'string' ? version.replace(/^==/u, '') : undefined);
    }),
  );
}

function locked(name: unknown, version: unknown): readonly Locked[] {
  if (typeof name !== 'string') return [];
  const normal = pythonName(name);
  // Without a version it comes from an address: it is named, so that it is shown as not audited.
  if (typeof version !== 'string') return [{ name: normal, text: normal }];
  return [{ name: normal, version, text: `${normal}==${version}` }];
}

function lineOf(lines: readonly string[], name: string): number {
  const quoted = lines.findIndex(
    (line) => /^\s*(?:name\s*=\s*)?"/u.test(line) && pythonName(line).includes(`"${name}"`),
  );
  return quoted === -1 ? 1 : quoted + 1;
}
