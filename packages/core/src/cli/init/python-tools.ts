import type { Documents } from './documents.ts';
import { listWith, type RequirementList } from './requirements.ts';
import { pathsGiven, scriptWith, type ScriptLine } from './scripts.ts';
import { isTable, tableAt, valueAt } from './table.ts';
import { TOOL_CALLS } from './tool-calls.ts';

/** Whether a project uses a tool, what told, and on which paths. */
export interface ToolUse {
  readonly isUsed: boolean;
  /** For people: `hook black in .pre-commit-config.yaml`. */
  readonly because: string;
  readonly paths?: readonly string[];
  /** The script that names the paths. */
  readonly pathsFrom?: string;
}

export interface PythonTools {
  readonly formatter: 'black' | 'ruff' | 'none';
  readonly black: ToolUse;
  readonly isort: ToolUse;
  readonly ruff: ToolUse;
  readonly ruffFormat: ToolUse;
  readonly mypy: ToolUse;
}

/** All that is asked for traces of tools. */
export interface Traces {
  readonly documents: Documents;
  readonly lists: readonly RequirementList[];
  readonly scripts: readonly ScriptLine[];
}

const PRE_COMMIT = '.pre-commit-config.yaml';

/** Finds out by what the project formats, lints and types. What shows no trace is not used. */
export function findTools(traces: Traces): PythonTools {
  const ruffFormat = withPaths(ruffFormatUse(traces), TOOL_CALLS.ruffFormat, traces);
  const black = withPaths(blackUse(traces), TOOL_CALLS.black, traces);
  return {
    formatter: formatterOf(traces, { black, ruffFormat }),
    black,
    ruffFormat,
    isort: withPaths(isortUse(traces), TOOL_CALLS.isort, traces),
    ruff: withPaths(ruffUse(traces, ruffFormat.isUsed), TOOL_CALLS.ruff, traces),
    mypy: namesTargets(traces) ? mypyUse(traces) : withPaths(mypyUse(traces), TOOL_CALLS.mypy, traces),
  };
}

/**
 * The order in which plugin-python itself decides: what hooks run, then what is configured, then what is required, then
 * what scripts call. A project in the middle of a change from one to the other has traces of both.
 */
function formatterOf(
  { documents, lists }: Traces,
  uses: { readonly black: ToolUse; readonly ruffFormat: ToolUse },
): PythonTools['formatter'] {
  const hooks = new Set(documents.hooks.map(({ id }) => id));
  if (hooks.has('ruff-format')) return 'ruff';
  if (hooks.has('black') || hooks.has('black-jupyter')) return 'black';
  if (isTable(valueAt(documents.pyproject, 'tool', 'black'))) return 'black';
  if (isTable(ruffTable(documents)['format'])) return 'ruff';
  if (listWith(lists, 'black') !== undefined) return 'black';
  if (uses.ruffFormat.isUsed) return 'ruff';
  return uses.black.isUsed ? 'black' : 'none';
}

function blackUse(traces: Traces): ToolUse {
  return (
    hook(traces, 'black', 'black-jupyter') ??
    table(traces, 'black') ??
    requirement(traces, 'black') ??
    script(traces, TOOL_CALLS.black) ??
    unused('black')
  );
}

function isortUse(traces: Traces): ToolUse {
  return (
    hook(traces, 'isort') ??
    table(traces, 'isort') ??
    section(traces, [
      ['.isort.cfg', 'settings'],
      ['setup.cfg', 'isort'],
      ['setup.cfg', 'tool:isort'],
      ['tox.ini', 'isort'],
      ['tox.ini', 'tool:isort'],
    ]) ??
    requirement(traces, 'isort') ??
    script(traces, TOOL_CALLS.isort) ??
    unused('isort')
  );
}

function ruffFormatUse(traces: Traces): ToolUse {
  const { documents } = traces;
  const place = documents.ruffToml?.file ?? 'pyproject.toml [tool.ruff.format]';
  const configured = isTable(ruffTable(documents)['format']) ? used(place) : undefined;
  return (
    hook(traces, 'ruff-format') ??
    configured ??
    script(traces, TOOL_CALLS.ruffFormat) ??
    unused('ruff format')
  );
}

/** A project may take Ruff for its formatter alone: then its table says nothing of rules. */
function ruffUse(traces: Traces, formats: boolean): ToolUse {
  const { documents } = traces;
  const linted = hook(traces, 'ruff', 'ruff-check', 'ruff-lint') ?? script(traces, TOOL_CALLS.ruff);
  if (linted !== undefined) return linted;
  const keys = ruffTable(documents);
  const configured =
    documents.ruffToml !== undefined || isTable(valueAt(documents.pyproject, 'tool', 'ruff'));
  const hasRules = ['lint', 'select', 'ignore', 'extend-select', 'extend-ignore', 'per-file-ignores'].some(
    (key) => key in keys,
  );
  if (configured && (hasRules || !formats))
    return used(documents.ruffToml?.file ?? 'pyproject.toml [tool.ruff]');
  return (formats ? undefined : requirement(traces, 'ruff')) ?? unused('ruff check');
}

function mypyUse(traces: Traces): ToolUse {
  const { tree } = traces.documents;
  const own = ['mypy.ini', '.mypy.ini'].find((file) => tree.read(file) !== undefined);
  return (
    hook(traces, 'mypy') ??
    table(traces, 'mypy') ??
    (own === undefined ? undefined : used(own)) ??
    section(traces, [['setup.cfg', 'mypy']]) ??
    requirement(traces, 'mypy') ??
    script(traces, TOOL_CALLS.mypy) ??
    unused('mypy')
  );
}

/** What MyPy's configuration names is what it looks at, whatever its callers name besides. */
function namesTargets({ documents: { tree, ini, pyproject } }: Traces): boolean {
  const own = ['mypy.ini', '.mypy.ini'].find((file) => tree.read(file) !== undefined);
  const tables = [
    own === undefined ? {} : (ini(own)['mypy'] ?? {}),
    tableAt(pyproject, 'tool', 'mypy'),
    ini('setup.cfg')['mypy'] ?? {},
  ];
  return tables.some((table) => ['files', 'packages', 'modules'].some((key) => key in table));
}

function ruffTable({ ruffToml, pyproject }: Documents): Readonly<Record<string, unknown>> {
  return ruffToml === undefined ? tableAt(pyproject, 'tool', 'ruff') : tableAt(ruffToml.table);
}

function withPaths(use: ToolUse, call: RegExp, { scripts, documents }: Traces): ToolUse {
  const given = use.isUsed ? pathsGiven(scripts, call, documents.tree) : undefined;
  return given === undefined ? use : { ...use, paths: given.paths, pathsFrom: given.file };
}

function used(because: string): ToolUse {
  return { isUsed: true, because };
}

function unused(name: string): ToolUse {
  return { isUsed: false, because: `no trace of ${name}` };
}

function hook({ documents }: Traces, ...ids: readonly string[]): ToolUse | undefined {
  const found = documents.hooks.find(({ id }) => ids.includes(id));
  return found && used(`hook ${found.id} in ${PRE_COMMIT}`);
}

function table({ documents }: Traces, name: string): ToolUse | undefined {
  return isTable(valueAt(documents.pyproject, 'tool', name))
    ? used(`pyproject.toml [tool.${name}]`)
    : undefined;
}

function section(
  { documents }: Traces,
  places: readonly (readonly [file: string, section: string])[],
): ToolUse | undefined {
  const found = places.find(([file, name]) => documents.ini(file)[name] !== undefined);
  return found && used(`${found[0]} [${found[1]}]`);
}

function requirement({ lists }: Traces, name: string): ToolUse | undefined {
  const found = listWith(lists, name);
  return found && used(found.place);
}

function script({ scripts }: Traces, call: RegExp): ToolUse | undefined {
  const found = scriptWith(scripts, call);
  return found && used(`called in ${found.file}`);
}
