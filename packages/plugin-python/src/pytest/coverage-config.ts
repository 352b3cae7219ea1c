import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { parseIni } from '../project/ini.ts';
import { tableAt, type Table } from '../project/table.ts';
import type { PythonProject } from '../project/python-project.ts';
import { optionValues } from './addopts.ts';

/** How coverage is run: the project's own configuration, and what a measured run needs over it. */
export interface CoverageConfig {
  /** Text of a configuration file for `--rcfile`. */
  readonly text: string;
  /** Where the project configures coverage; undefined when it does not. */
  readonly from?: string;
  /** What is measured, for people. */
  readonly source: string;
}

type Sections = Record<string, Record<string, string>>;

export interface CoverageInput {
  readonly project: PythonProject;
  /** pytest's arguments, the project's and the option's: `--cov` there names what is measured. */
  readonly args: readonly string[];
  /** Folders and modules of the code under test. */
  readonly packages: readonly string[];
  /** Whether this coverage can follow subprocesses by itself (7.10 and later). */
  readonly canPatch: boolean;
}

/** Whether a version of coverage follows subprocesses by `patch = subprocess`: 7.10 and later. */
export function isPatching(version: string | undefined): boolean {
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  return major > 7 || (major === 7 && minor >= 10);
}

/** Warnings that a measured subprocess prints to its stderr, where a test may compare it. */
const SILENCED = [
  'no-data-collected',
  'module-not-imported',
  'module-not-measured',
  'already-imported',
  'couldnt-parse',
  'trace-changed',
];

/**
 * A configuration made of the project's own, so that `branch`, `source`, `omit`, `plugins` and the like hold. Changed are
 * only: data files of several processes and attempts stand side by side (`parallel`), subprocesses are followed,
 * `fail_under` is off, as its exit code is no test failure and the limit is Sluice's to judge.
 */
export async function coverageConfig(input: CoverageInput): Promise<CoverageConfig> {
  const { cwd } = input.project;
  const found = await findConfig(input);
  const sections = found?.sections ?? {};
  const run = (sections['run'] ??= {});
  delete run['data_file'];
  delete run['command_line'];
  run['parallel'] = 'true';
  run['disable_warnings'] = listOf([...lines(run['disable_warnings']), ...SILENCED]);
  if (input.canPatch) run['patch'] = listOf([...lines(run['patch']), 'subprocess']);
  if (input.args.includes('--cov-branch')) run['branch'] = 'true';
  (sections['report'] ??= {})['fail_under'] = '0';
  const source = chooseSource(run, input);
  if (source) run['source'] = listOf(await Promise.all(source.map(async (one) => absoluteFolder(cwd, one))));
  const measured = source ?? [...lines(run['source_pkgs']), ...lines(run['include'])];
  return {
    text: toIni(sections),
    ...(found && { from: found.file }),
    source: measured.length === 0 ? 'everything that is imported' : measured.join(', '),
  };
}

/** What the arguments name, else what the configuration says, else the packages: a module no test imports counts too. */
function chooseSource(
  run: Readonly<Record<string, string>>,
  { args, packages }: CoverageInput,
): string[] | undefined {
  const named = optionValues(args, '--cov');
  if (named.length > 0 && named.every((value) => value !== '')) return named;
  if (lines(run['source']).length > 0) return lines(run['source']);
  if (
    run['source_pkgs'] ||
    run['source_dirs'] ||
    run['include'] ||
    lines(run['plugins']).includes('covdefaults')
  )
    return undefined;
  return packages.length > 0 ? [...packages] : ['.'];
}

/** A subprocess in another folder would look for a relative one there. A name that is no folder is a package's. */
async function absoluteFolder(cwd: string, source: string): Promise<string> {
  if (isAbsolute(source)) return source;
  const path = resolve(cwd, source);
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return path;
  return found?.isFile() || source.endsWith('.py')
    ? source.replace(/\.py$/u, '').replaceAll('/', '.')
    : source;
}

/** In coverage's own order; a file without a section of coverage is passed over. */
async function findConfig({
  project,
  args,
}: CoverageInput): Promise<{ file: string; sections: Sections } | undefined> {
  const named = optionValues(args, '--cov-config').find((value) => value !== '');
  for (const file of [...(named === undefined ? [] : [named]), '.coveragerc', '.coveragerc.toml']) {
    const text = await readFile(join(project.cwd, file), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    if (file.endsWith('.toml')) return { file, sections: fromToml(await tomlOf(text)) };
    return { file, sections: withoutPrefix(parseIni(text), '') };
  }
  for (const [file, ini] of [
    ['setup.cfg', project.setupCfg],
    ['tox.ini', project.toxIni],
  ] as const) {
    const own = Object.fromEntries(
      Object.entries(ini ?? {}).filter(([name]) => name.startsWith('coverage:')),
    );
    if (Object.keys(own).length > 0) return { file, sections: withoutPrefix(own, 'coverage:') };
  }
  const table = tableAt(project.pyproject, 'tool', 'coverage');
  return Object.keys(table).length > 0 ? { file: 'pyproject.toml', sections: fromToml(table) } : undefined;
}

async function tomlOf(text: string): Promise<Table> {
  const { parse } = await import('smol-toml');
  try {
    const document = parse(text) as Table;
    const nested = tableAt(document, 'tool', 'coverage');
    return Object.keys(nested).length > 0 ? nested : document;
  } catch {
    return {};
  }
}

function withoutPrefix(
  ini: Readonly<Record<string, Readonly<Record<string, string>>>>,
  prefix: string,
): Sections {
  return Object.fromEntries(
    Object.entries(ini).map(([name, keys]) => [name.replace(prefix || 'coverage:', ''), { ...keys }]),
  );
}

function fromToml(table: Table): Sections {
  return Object.fromEntries(
    Object.entries(table).map(([section, keys]) => [
      section,
      Object.fromEntries(
        Object.entries(tableAt(keys)).map(([key, value]) => [
          key,
          Array.isArray(value) ? listOf(value.map(String)) : String(value),
        ]),
      ),
    ]),
  );
}

function lines(value: string | undefined): string[] {
  return (value ?? '')
    .split(/[\n,]/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A pattern that begins with `#`, as TOML allows, would be a comment here. */
const listOf = (values: readonly string[]): string =>
  `\n${[...new Set(values)].map((value) => value.replace(/^[#;]/u, '[$&]')).join('\n')}`;

function toIni(sections: Sections): string {
  const indented = (value: string): string => value.split('\n').join('\n    ');
  return Object.entries(sections)
    .map(
      ([name, keys]) =>
        `[${name}]\n${Object.entries(keys)
          .map(([key, value]) => `${key} = ${indented(value)}\n`)
          .join('')}`,
    )
    .join('\n');
}
