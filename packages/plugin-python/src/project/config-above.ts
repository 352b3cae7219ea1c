import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** Settings that lie outside of a project. */
export interface ConfigAbove {
  /** By place, each with a digest of its content. */
  readonly files: Readonly<Record<string, string>>;
  /** Some of them extend further ones, which may be anywhere. */
  readonly isOpen: boolean;
}

/** Files in which Black, isort, Ruff and MyPy look for settings in the folders above the one they run in. */
const ABOVE = [
  'pyproject.toml',
  'ruff.toml',
  '.ruff.toml',
  'setup.cfg',
  'tox.ini',
  '.isort.cfg',
  '.editorconfig',
  '.gitignore',
  '.ignore',
];

/** And in the user's own folder. */
const OF_USER = ['.black', '.isort.cfg', '.mypy.ini', '.editorconfig'];
const OF_USER_CONFIG = ['black', 'ruff/ruff.toml', 'ruff/.ruff.toml', 'ruff/pyproject.toml', 'mypy/config'];

/**
 * The settings that tools find outside of the project, each by a digest of its content: no input of a check can name
 * them, and they decide all the same.
 */
export async function configAbove(cwd: string, env: Env): Promise<ConfigAbove> {
  const files: [label: string, path: string][] = [];
  let label = '..';
  for (let folder = dirname(cwd); ; folder = dirname(folder), label += '/..') {
    for (const name of ABOVE) files.push([`${label}/${name}`, join(folder, name)]);
    if (folder === dirname(folder)) break;
  }
  const home = env['HOME'];
  const config = env['XDG_CONFIG_HOME'] ?? (home === undefined ? undefined : join(home, '.config'));
  if (home !== undefined) for (const name of OF_USER) files.push([`~/${name}`, join(home, name)]);
  if (config !== undefined)
    for (const name of OF_USER_CONFIG) files.push([`~/.config/${name}`, join(config, name)]);
  const found = await Promise.all(
    files.map(async ([name, path]) => [name, await readFile(path, 'utf8').catch(() => undefined)] as const),
  );
  const texts = found.filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    files: Object.fromEntries(texts.map(([name, text]) => [name, digestOf(text)])),
    isOpen: texts.some(([name, text]) => name.endsWith('.toml') && /^\s*extend\s*=/mu.test(text)),
  };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
