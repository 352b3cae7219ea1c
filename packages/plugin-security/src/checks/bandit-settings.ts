import { readdir, readFile, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { countOf } from './count-of.ts';
import { addMissed } from '../scope/add-missed.ts';
import type { ScanReport } from '../parse/scan-report.ts';
import { reportPath } from '../parse/report-location.ts';

/** What Bandit is told besides its targets. */
export interface BanditSettings {
  readonly args: readonly string[];
  /** For people: whose configuration it runs with. */
  readonly from: readonly string[];
  /** True when the project excludes files itself: then one that Bandit does not list may be meant to be left out. */
  readonly excludes: boolean;
}

/**
 * Folders that are no code of the project. In place of Bandit's own list, which is matched anywhere in a path: with it
 * `app/CVSS.py` is not scanned, for it has `CVS` in its name, and nothing says so.
 */
const LEFT_OUT = [
  '.git',
  '.hg',
  '.svn',
  '__pycache__',
  '.tox',
  '.nox',
  '.eggs',
  '.venv',
  'venv',
  '.sluice',
  'node_modules',
  'site-packages',
];

/** The project's own configuration, where it has one, else that of the config's folder; and what is left out. */
export async function banditSettings(
  cwd: string,
  args: readonly string[],
  root = '.',
): Promise<BanditSettings> {
  const has = (...names: readonly string[]): boolean =>
    args.some((arg) => names.some((name) => arg === name || arg.startsWith(`${name}=`)));
  const { tableFile, table, iniFile, ini } = await ownFiles(cwd, root);
  const usesTable = table !== undefined && !has('-c', '--configfile');
  const usesIni = ini !== undefined && !has('--ini');
  const excludes =
    has('-x', '--exclude') ||
    (usesTable && table.includes('exclude_dirs')) ||
    (usesIni && /^exclude/mu.test(ini));
  return {
    args: [
      ...(usesTable ? ['-c', tableFile] : []),
      ...(usesIni ? ['--ini', iniFile] : []),
      // An option of the command line would take the place of what the file excludes.
      ...(has('-x', '--exclude') || (usesIni && excludes)
        ? []
        : ['-x', LEFT_OUT.map((name) => `/${name}/`).join(',')]),
      ...args,
    ],
    from: [
      ...(usesTable ? [`configured by ${tableFile} [tool.bandit]`] : []),
      ...(usesIni ? [`configured by ${iniFile}`] : []),
    ],
    excludes,
  };
}

interface OwnFiles {
  readonly tableFile: string;
  readonly table?: string;
  readonly iniFile: string;
  readonly ini?: string;
}

/** What configures Bandit: in the project's folder, else in the config's. */
async function ownFiles(cwd: string, root: string): Promise<OwnFiles> {
  const at = (name: string): string => posix.join(root, name);
  const files = { tableFile: at('pyproject.toml'), iniFile: at('.bandit') };
  const [pyproject, text] = await Promise.all([
    textOf(join(cwd, files.tableFile)),
    textOf(join(cwd, files.iniFile)),
  ]);
  const table = /^\[tool\.bandit\]\s*$([^]*?)(?=^\[|(?![^]))/mu.exec(pyproject)?.[1];
  const ini = /^\[bandit\]/mu.test(text) ? text : undefined;
  const isHere = table !== undefined || ini !== undefined;
  if (!isHere && posix.normalize(root) !== '.') return ownFiles(cwd, '.');
  return { ...files, ...(table === undefined ? {} : { table }), ...(ini === undefined ? {} : { ini }) };
}

/** Where a report is held against the files that are there. */
export interface Listing {
  readonly cwd: string;
  readonly targets: readonly string[];
  readonly settings: BanditSettings;
}

/** Adds the files that are there and that Bandit's report does not name: it was to look at them and did not say why not. */
export async function addUnlisted(
  report: ScanReport,
  text: string,
  { cwd, targets, settings }: Listing,
): Promise<ScanReport> {
  const listed = listedIn(text, cwd);
  if (listed === undefined) return report;
  const there = (await Promise.all(targets.map((target) => pythonFiles(cwd, target)))).flat();
  const unlisted = [...new Set(there)].filter((path) => !listed.has(path)).toSorted();
  if (unlisted.length === 0) return report;
  if (settings.excludes) {
    const { scope } = report;
    const words = `${countOf(unlisted.length, 'file')} left out by the project's own configuration`;
    return { ...report, scope: { ...scope, detail: [...scope.detail, words] } };
  }
  return addMissed(
    report,
    unlisted.map((name) => ({ kind: 'file', name, reason: 'Bandit does not say that it looked at it' })),
  );
}

function listedIn(text: string, cwd: string): ReadonlySet<string> | undefined {
  try {
    const { metrics, errors } = JSON.parse(text) as { metrics?: object; errors?: { filename?: unknown }[] };
    const names = [...Object.keys(metrics ?? {}), ...(errors ?? []).map(({ filename }) => String(filename))];
    return new Set(names.map((name) => reportPath(name, cwd)));
  } catch {
    return undefined;
  }
}

async function pythonFiles(cwd: string, target: string): Promise<readonly string[]> {
  const found = await stat(join(cwd, target)).catch(() => undefined);
  if (found?.isFile() === true) return [reportPath(target, cwd)];
  const entries = await readdir(join(cwd, target), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && /\.pyw?$/u.test(entry.name))
    .map((entry) => reportPath(join(entry.parentPath, entry.name), cwd))
    .filter((path) => !path.split('/').some((part) => LEFT_OUT.includes(part)));
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
