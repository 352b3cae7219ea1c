import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pythonName } from '../parse/python-name.ts';

type Table = Readonly<Record<string, unknown>>;

/**
 * Distributions that are made here, by name: those of the projects, and those that uv's sources take from a folder or
 * the workspace. No advisory speaks of them, and what an index has under such a name is somebody else's.
 */
export async function localNames(cwd: string, roots: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await Promise.all([...new Set(['.', ...roots])].map((root) => namesIn(join(cwd, root))));
  return new Set(found.flat().map(pythonName));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const text = await readFile(join(folder, 'pyproject.toml'), 'utf8').catch(() => undefined);
  if (text === undefined) return [];
  try {
    const { parse } = await import('smol-toml');
    const document = parse(text) as Table;
    const tool = table(document['tool']);
    const own = [table(document['project'])['name'], table(tool['poetry'])['name']];
    const sources = Object.entries(table(table(tool['uv'])['sources'])).filter(([, source]) =>
      isLocal(source),
    );
    return [...own.filter((name) => typeof name === 'string'), ...sources.map(([name]) => name)];
  } catch {
    // Whoever reads its dependencies says that it cannot be read.
    return [];
  }
}

/** All of a list: one that is local on one platform only is looked up on the others. */
function isLocal(source: unknown): boolean {
  const list = Array.isArray(source) ? (source as unknown[]) : [source];
  return (
    list.length > 0 &&
    list.every((one) => table(one)['workspace'] === true || typeof table(one)['path'] === 'string')
  );
}

function table(value: unknown): Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : {};
}
