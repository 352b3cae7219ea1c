import type { Documents } from './documents.ts';
import { allTexts, isTable, tableAt } from './table.ts';
import { hasFolder, namesIn, type Tree } from './tree.ts';

/** A line of a project's own scripts: where it calls its tools. */
export interface ScriptLine {
  readonly file: string;
  readonly text: string;
}

const SCRIPT_FILES = [
  'noxfile.py',
  'Makefile',
  'makefile',
  'GNUmakefile',
  'justfile',
  'Justfile',
  'Taskfile.yml',
  'tasks.py',
  'fabfile.py',
];

/** Tables of `pyproject.toml` in which task runners keep command lines. */
const SCRIPT_TABLES = ['hatch', 'poe', 'pdm', 'taskipy', 'tox', 'nox', 'just', 'invoke'];

/** Everything that a project calls its tools by: tox, nox, make and others, and its workflows. Comments are left out. */
export function scriptLines({ tree, pyproject, ini, workflows }: Documents): readonly ScriptLine[] {
  const tox = Object.values(ini('tox.ini')).flatMap((keys) => linesOf('tox.ini', keys['commands']));
  const files = SCRIPT_FILES.flatMap((file) => linesOf(file, tree.read(file)));
  const shell = ['scripts', 'script', 'bin', '']
    .filter((folder) => folder === '' || hasFolder(tree, folder))
    .flatMap((folder) =>
      namesIn(tree, folder)
        .filter((name) => name.endsWith('.sh') || (folder.startsWith('script') && !name.includes('.')))
        .map((name) => (folder === '' ? name : `${folder}/${name}`)),
    )
    .slice(0, 30);
  const tables = SCRIPT_TABLES.flatMap((table) =>
    allTexts(tableAt(pyproject, 'tool', table)).flatMap((text) => linesOf('pyproject.toml', text)),
  );
  const runs = workflows.flatMap(({ file, document }) =>
    workflowTexts(document).flatMap((text) => linesOf(file, text)),
  );
  return [...tox, ...files, ...shell.flatMap((file) => linesOf(file, tree.read(file))), ...tables, ...runs];
}

/** The first script that calls the program; a `ruff format` is told from a `ruff check` by what follows. */
export function scriptWith(lines: readonly ScriptLine[], call: RegExp): ScriptLine | undefined {
  return lines.find(({ text }) => call.test(plain(text)));
}

/**
 * The folders and Python files that scripts give a tool, when they name some and never the whole project: what the tool
 * is called with by hand. A value of a flag that happens to be a folder is not told from one.
 */
export function pathsGiven(
  lines: readonly ScriptLine[],
  call: RegExp,
  tree: Tree,
): { readonly paths: readonly string[]; readonly file: string } | undefined {
  const found: string[] = [];
  let file: string | undefined;
  for (const line of lines) {
    const words = argumentsOf(line.text, call);
    if (words.includes('.') || words.some((word) => word.includes('$'))) return undefined;
    const paths = words
      .map((word) => word.replace(/^\.\/(?=.)|\/$/gu, ''))
      .filter((word) => isCode(tree, word));
    if (paths.length > 0) file ??= line.file;
    found.push(...paths);
  }
  return file === undefined ? undefined : { paths: [...new Set(found)], file };
}

function argumentsOf(text: string, call: RegExp): readonly string[] {
  const line = plain(text);
  const match = call.exec(line);
  if (
    match === null ||
    /\b(?:pip3?|uv|pipx|poetry|pdm|conda|apt(?:-get)?|brew)\s+(?:pip\s+)?(?:install|add)\b/u.test(
      line.slice(0, match.index),
    )
  )
    return [];
  const rest = line.slice(match.index + match[0].length).split(/&&|\|\||[;|>]|\s#/u)[0] ?? '';
  return rest.split(/\s+/u).filter((word) => word !== '' && !word.startsWith('-'));
}

/** `session.run("ruff", "check", "src")` and `{posargs:src}` as they would be typed. */
function plain(text: string): string {
  return text
    .replace(/\{posargs:?|\}/gu, ' ')
    .replace(/["'`,()[\]]/gu, ' ')
    .replace(/\s+/gu, ' ');
}

function isCode(tree: Tree, path: string): boolean {
  if (path.endsWith('.py') || path.endsWith('.pyi')) return tree.files.includes(path);
  return /^[\w./-]+$/u.test(path) && hasFolder(tree, path);
}

function linesOf(file: string, text: string | undefined): readonly ScriptLine[] {
  return (text ?? '')
    .replace(/\\\n\s*/gu, ' ')
    .split('\n')
    .map((line) => line.replace(/^\s*[-@]*\s*/u, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ file, text: line }));
}

/** What the jobs of a workflow run and use, each as it is written there. */
export function workflowTexts(document: unknown): readonly string[] {
  return Object.values(tableAt(document, 'jobs')).flatMap((job) => {
    const steps = isTable(job) && Array.isArray(job['steps']) ? (job['steps'] as unknown[]) : [];
    return steps
      .flatMap((step) => (isTable(step) ? [step['run'], step['uses']] : []))
      .filter((text) => typeof text === 'string');
  });
}
