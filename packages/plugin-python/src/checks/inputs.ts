/** What the verdict of a linter depends on: code, and every file a tool reads its configuration from. */
export const LINT_INPUTS: readonly string[] = [
  '**/*.py',
  '**/*.pyi',
  '**/*.ipynb',
  '**/pyproject.toml',
  '**/ruff.toml',
  '**/.ruff.toml',
  '**/.editorconfig',
  '**/.gitignore',
  '.isort.cfg',
  'setup.cfg',
  'tox.ini',
  'mypy.ini',
  '.mypy.ini',
  '.pre-commit-config.yaml',
  '*requirements*.txt',
  'requirements/**',
  '*.lock',
  'pylock.toml',
];

/**
 * What a tool that follows imports, or runs the code, depends on: any file of the repository, those beside the config's
 * folder too, for nobody can say what a test opens. Without those that an option leaves out.
 */
export function everyFileBut(exclude: readonly string[]): readonly string[] {
  return ['**', '../**', ...exclude.map((glob) => `!${glob}`)];
}
