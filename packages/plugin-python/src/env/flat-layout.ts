import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tableAt } from '../project/table.ts';
import type { PythonProject } from '../project/python-project.ts';

/** Where packages of npm are, `@sluice/core` among them: beside the config, and so beside the project's own packages. */
const FOREIGN = 'node_modules';

/** What setuptools leaves out by itself when it looks for the one package, or the one module, of a project. */
const NO_PACKAGE =
  /^(?:ci|bin|debian|docs?|documentation|manpages|news|newsfragments|changelog|tests?|unit_tests?|examples?|scripts|tools|utils?|python|build|dist|venv|env|requirements|tasks|fabfile|site_scons|benchmarks?|exercises?|htmlcov|[._].*)$/u;
const NO_MODULE =
  /^(?:setup|conftest|tests?|examples?|build|toxfile|noxfile|pavement|dodo|tasks|fabfile|[Ss][Cc]onstruct|conanfile|manage|benchmarks?|exercises?|[._].*)$/u;

/** In `setup.py`, or in a section of `setup.cfg`: the project says itself what is built. */
const SAYS = /\b(?:packages|py_modules|package_dir|ext_modules|pbr)\b/u;

/**
 * Lines of a `setup.cfg` that name the project's one package, for a project that leaves finding it to setuptools. It takes
 * `node_modules` for a second one and then refuses to build at all. Undefined when it would not look, or when without
 * `node_modules` it would refuse too: then its own words are the better ones.
 */
export async function flatLayoutConfig(project: PythonProject): Promise<string | undefined> {
  const entries = await readdir(project.cwd, { withFileTypes: true }).catch(() => []);
  const has = (name: string): boolean => entries.some((entry) => entry.name === name && !entry.isFile());
  if (!has(FOREIGN) || has('src') || !(await isLeftToSetuptools(project))) return undefined;
  const folders = entries.filter((entry) => entry.isDirectory() && !NO_PACKAGE.test(entry.name));
  const packages = folders
    .map(({ name }) => name)
    .filter((name) => name !== FOREIGN && /^[\p{L}_][\p{L}\p{N}_]*(?:-stubs)?$/u.test(name));
  const own = packages.filter((name) => !name.endsWith('-stubs'));
  if (own.length > 1) return undefined;
  if (own.length === 1) {
    const include = packages.flatMap((name) => [`    ${name}`, `    ${name}.*`]).join('\n');
    return `[options]\npackages = find_namespace:\n[options.packages.find]\ninclude =\n${include}\n`;
  }
  const modules = entries
    .filter((entry) => entry.isFile() && /^[\p{L}_][\p{L}\p{N}_]*\.py$/u.test(entry.name))
    .map(({ name }) => name.replace(/\.py$/u, ''))
    .filter((name) => !NO_MODULE.test(name));
  return modules.length === 1 ? `[options]\npy_modules = ${modules[0]}\n` : undefined;
}

async function isLeftToSetuptools({
  cwd,
  buildBackend,
  pyproject,
  setupCfg,
}: PythonProject): Promise<boolean> {
  if (buildBackend !== undefined && !buildBackend.startsWith('setuptools.')) return false;
  const table = tableAt(pyproject, 'tool', 'setuptools');
  if (['packages', 'py-modules', 'package-dir', 'ext-modules'].some((key) => key in table)) return false;
  const keys = [...Object.keys(setupCfg?.['options'] ?? {}), ...Object.keys(setupCfg?.['files'] ?? {})];
  if (keys.some((key) => SAYS.test(key))) return false;
  const setupPy = await readFile(join(cwd, 'setup.py'), 'utf8').catch(() => '');
  return !SAYS.test(setupPy);
}
