import type { Documents } from './documents.ts';
import { iniLines, parseIni, type Ini } from './ini.ts';
import { isTable, tableAt, textAt, valueAt } from './table.ts';

/** An environment of tox, with what it runs. */
export interface ToxEnvironment {
  readonly name: string;
  readonly file: string;
  /** Command lines without tox's own prefixes; what it substitutes stands in them as it was written. */
  readonly commands: readonly string[];
}

/** The environments of the file that tox itself would take: `tox.ini`, `setup.cfg`, `pyproject.toml`, `tox.toml`. */
export function toxEnvironments({ tree, ini, pyproject, toxToml }: Documents): readonly ToxEnvironment[] {
  if (tree.read('tox.ini') !== undefined) return fromIni('tox.ini', ini('tox.ini'));
  const setupCfg = ini('setup.cfg');
  if ('tox:tox' in setupCfg) return fromIni('setup.cfg', { ...setupCfg, tox: setupCfg['tox:tox'] ?? {} });
  const own = valueAt(pyproject, 'tool', 'tox');
  const legacy = textAt(own, 'legacy_tox_ini');
  if (legacy !== undefined) return fromIni('pyproject.toml', parseIni(legacy));
  if (isTable(own)) return fromToml('pyproject.toml', own);
  return isTable(toxToml) ? fromToml('tox.toml', toxToml) : [];
}

function fromIni(file: string, ini: Ini): readonly ToxEnvironment[] {
  const listed = ini['tox']?.['envlist'] ?? ini['tox']?.['env_list'] ?? '';
  const sections = Object.keys(ini).flatMap((section) => expand(/^testenv:(.+)$/u.exec(section)?.[1] ?? ''));
  return unique([...expand(listed), ...sections]).map((name) => {
    const section = Object.keys(ini).find(
      (one) => one.startsWith('testenv:') && expand(one.slice('testenv:'.length)).includes(name),
    );
    const own = section === undefined ? undefined : ini[section]?.['commands'];
    const lines = iniLines(joined(own ?? ini['testenv']?.['commands'])).flatMap((line) =>
      referred(line, ini),
    );
    return { name, file, commands: lines.flatMap((line) => commandFor(name, line)) };
  });
}

function fromToml(file: string, tox: unknown): readonly ToxEnvironment[] {
  const listed = valueAt(tox, 'env_list') ?? valueAt(tox, 'envlist');
  const names = Array.isArray(listed) ? listed.filter((name) => typeof name === 'string') : [];
  const tables = tableAt(tox, 'env');
  return unique([...names, ...Object.keys(tables)]).map((name) => {
    const commands = valueAt(tables[name], 'commands') ?? valueAt(tox, 'env_run_base', 'commands');
    const lines = Array.isArray(commands) ? (commands as unknown[]) : [];
    const words = (line: unknown): string =>
      Array.isArray(line) ? line.filter((word) => typeof word === 'string').join(' ') : String(line);
    return { name, file, commands: lines.map(words) };
  });
}

/** `py{311,312}-{a,b}` as the names it stands for. */
function expand(list: string): readonly string[] {
  const items = list.split(/[,\s]+(?![^{]*\})/u).filter((item) => item !== '');
  return items.flatMap((item): readonly string[] => {
    const group = /\{([^{}]*)\}/u.exec(item);
    if (group === null) return [item];
    const before = item.slice(0, group.index);
    const after = item.slice(group.index + group[0].length);
    return (group[1] ?? '').split(',').flatMap((one) => expand(`${before}${one.trim()}${after}`));
  });
}

/** A line that goes on after a backslash is one. */
const joined = (text: string | undefined): string => (text ?? '').replace(/\s*\\\n\s*/gu, ' ');

/** `{[testenv:lint]commands}`: what stands there. One that leads further is left as it is. */
function referred(line: string, ini: Ini): readonly string[] {
  const reference = /^\{\[([^\]]+)\](\w+)\}$/u.exec(line);
  return reference === null
    ? [line]
    : iniLines(joined(ini[reference[1] ?? '']?.[(reference[2] ?? '').toLowerCase()]));
}

/** `lint,!py311-cov: flake8` is for some of the environments: those that have one of these combinations of factors. */
function commandFor(name: string, line: string): readonly string[] {
  const [, condition, rest = ''] = /^([\w.{},!-]+):\s+(.*)$/u.exec(line) ?? [];
  const command = (condition === undefined ? line : rest).replace(/^[-!]+\s*/u, '');
  if (condition === undefined) return [command];
  const factors = new Set(name.split('-'));
  const holds = (factor: string): boolean =>
    factor.startsWith('!') ? !factors.has(factor.slice(1)) : factors.has(factor);
  return expand(condition).some((all) => all.split('-').every(holds)) ? [command] : [];
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];
