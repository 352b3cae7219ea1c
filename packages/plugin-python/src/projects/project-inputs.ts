import type { PythonScope } from './python-scope.ts';

/** Files above a project that its tools read: configuration for all, locks, and what pytest loads on its way down. */
const ABOVE = [
  'pyproject.toml',
  'ruff.toml',
  '.ruff.toml',
  '.editorconfig',
  '.gitignore',
  '.isort.cfg',
  'setup.cfg',
  'tox.ini',
  'mypy.ini',
  '.mypy.ini',
  'pytest.ini',
  '.pytest.ini',
  'pytest.toml',
  '.pytest.toml',
  'conftest.py',
  '.pre-commit-config.yaml',
  '.python-version',
  'uv.lock',
  'poetry.lock',
  'pdm.lock',
  'pylock.toml',
  '*requirements*.txt',
];

/**
 * What a check of a project depends on, relative to the config's folder: `own` globs within the project, the folders it
 * is built from, the configuration above it, and what all projects share. Undefined where that cannot be bounded.
 */
export function projectInputs(scope: PythonScope, own: readonly string[]): readonly string[] | undefined {
  if (!scope.isBounded) return undefined;
  const { name, root, dependencies, shared } = scope;
  // Of one project, tests may open any file of the repository: there is no other that they would be run for in vain.
  if (name === undefined && own.includes('../**'))
    return own.map((glob) => (/^!(?!\.\.\/)/u.test(glob) ? within(root, glob) : glob));
  // What a check would look at everywhere, it looks at in the project: what is beside it is named otherwise.
  const mine = own.filter((glob) => !/^!?\.\.\//u.test(glob)).map((glob) => within(root, glob));
  const built = dependencies.flatMap((folder) => [escaped(folder), `${escaped(folder)}/**`]);
  // An exclude wins over every include, so where something is shared none may be made.
  const others = shared.length > 0 ? [] : scope.nested.filter((folder) => !isBuiltFrom(scope, folder));
  const not = others.map((folder) => `!${within(root, `${escaped(folder)}/**`)}`);
  return [...new Set([...mine, ...built, ...aboveOf(root), ...shared, ...not])];
}

/** A glob within a folder, which is taken as it is spelt. */
function within(root: string, glob: string): string {
  if (glob.startsWith('!')) return `!${within(root, glob.slice(1))}`;
  return root === '.' ? glob : `${escaped(root)}/${glob}`;
}

function isBuiltFrom({ root, dependencies }: PythonScope, nested: string): boolean {
  const folder = root === '.' ? nested : `${root}/${nested}`;
  return dependencies.some(
    (one) => one === folder || one.startsWith(`${folder}/`) || folder.startsWith(`${one}/`),
  );
}

function aboveOf(root: string): readonly string[] {
  const parts = root === '.' ? [] : root.split('/');
  return parts.flatMap((_, depth) => {
    const folder = parts.slice(0, depth).join('/');
    return ABOVE.map((name) => (folder === '' ? name : `${escaped(folder)}/${name}`));
  });
}

function escaped(path: string): string {
  return path.replace(/[\\*?[\]{}()!|]/gu, String.raw`\$&`);
}
