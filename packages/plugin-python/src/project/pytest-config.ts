import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseIni } from './ini.ts';
import { tableAt, textsOf, type Table } from './table.ts';
import type { PythonProject } from './python-project.ts';
import { readPythonProject } from './read-python-project.ts';

/** What pytest will read of the project's own configuration, as far as it bears on how it is run. */
export interface PytestConfig {
  /** The file that pytest takes; undefined when the project configures nothing. */
  readonly file?: string;
  /** `addopts`, split as a shell would. */
  readonly addopts: readonly string[];
  readonly testpaths: readonly string[];
}

/**
 * Finds the configuration in the order of pytest's own search: in the project, then in each folder above it that is
 * given, nearest first.
 */
export async function readPytestConfig(
  project: PythonProject,
  above: readonly string[] = [],
): Promise<PytestConfig> {
  const own = await configOf(project);
  if (own !== undefined) return own;
  for (const folder of above) {
    const found = await configOf(await readPythonProject(folder));
    // Where tests are is meant from the folder that says it.
    if (found !== undefined) return { ...found, testpaths: [] };
  }
  return { addopts: [], testpaths: [] };
}

async function configOf(project: PythonProject): Promise<PytestConfig | undefined> {
  for (const file of ['pytest.toml', '.pytest.toml', 'pytest.ini', '.pytest.ini']) {
    const text = await readFile(join(project.cwd, file), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const section = file.endsWith('.toml') ? await tomlSection(text) : (parseIni(text)['pytest'] ?? {});
    return config(file, section);
  }
  const native = tableAt(project.pyproject, 'tool', 'pytest');
  // pytest 9 reads `[tool.pytest]`; older ones only `ini_options` within it.
  const section = Object.keys(native).some((key) => key !== 'ini_options') ? native : native['ini_options'];
  if (section !== undefined) return config('pyproject.toml', tableAt(section));
  if (project.toxIni?.['pytest']) return config('tox.ini', project.toxIni['pytest']);
  if (project.setupCfg?.['tool:pytest']) return config('setup.cfg', project.setupCfg['tool:pytest']);
  return undefined;
}

async function tomlSection(text: string): Promise<Table> {
  const { parse } = await import('smol-toml');
  try {
    return tableAt(parse(text), 'pytest');
  } catch {
    return {};
  }
}

function config(file: string, section: Table): PytestConfig {
  return { file, addopts: words(section['addopts']), testpaths: words(section['testpaths']) };
}

function words(value: unknown): readonly string[] {
  return typeof value === 'string' ? splitWords(value) : textsOf(value);
}

/** Splits as Python's `shlex.split` does: quotes and backslashes, no expansion. */
export function splitWords(text: string): string[] {
  const found: string[] = [];
  let word: string | undefined;
  for (const match of text.matchAll(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|(\s+)|([^\s'"\\]+)/gsu)) {
    const [, single, double, escaped, space, plain] = match;
    if (space !== undefined) {
      if (word !== undefined) found.push(word);
      word = undefined;
    } else word = (word ?? '') + (single ?? double?.replace(/\\(["\\])/gu, '$1') ?? escaped ?? plain ?? '');
  }
  return word === undefined ? found : [...found, word];
}
