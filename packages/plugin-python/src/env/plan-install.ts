import { normaliseName } from '../project/normalise-name.ts';
import type { Interpreter } from './interpreter.ts';
import type { LockedSet } from './lock/locked-set.ts';
import type { LocalDependency } from '../project/local-dependencies.ts';
import type { Choice } from '../project/choose-requirements.ts';
import type { PythonProject, RequirementsFile } from '../project/python-project.ts';
import { parseRequirement } from '../project/requirement.ts';
import { testToolRequirements, type TestTools } from './test-tools.ts';

/**
 * An argument of pip: a text; a file of the plan, which lies beside the environment; a folder that is required by name,
 * which uv finds by itself; or the distribution of a folder that is installed as a copy, `''` for one of any name, which
 * uv would take from its cache.
 */
export type InstallArgument =
  | string
  | { readonly file: string }
  | { readonly folder: string }
  | { readonly copied: string };

/** One call of `pip install`. */
export interface InstallStep {
  /** What it installs, in words: `the project and its test requirements`. */
  readonly what: string;
  readonly args: readonly InstallArgument[];
}

/** All that is installed into an environment: pure data, and so part of its key. */
export interface InstallPlan {
  readonly steps: readonly InstallStep[];
  /** Name to content of files that the steps refer to. */
  readonly files: Readonly<Record<string, string>>;
}

export interface InstallInput {
  readonly project: PythonProject;
  readonly choice: Choice;
  readonly interpreter: Interpreter;
  readonly tools: TestTools;
  /** Folders of the repository that it is built from. */
  readonly locals?: readonly LocalDependency[];
  readonly locked?: LockedSet | undefined;
  /** False after the versions that the plugin pins turned out to contradict the project. */
  readonly isPinned: boolean;
}

/** Plans what to install, and in which steps. What contradicts itself should do so within one step, and be told. */
export function planInstall(input: InstallInput): InstallPlan {
  return input.locked ? planLocked(input, input.locked) : planResolved(input);
}

/** Everything in one call, so that one resolution has to satisfy all; only files with hashes stand apart. */
function planResolved(input: InstallInput): InstallPlan {
  const { project } = input;
  const files = chosenFiles(input);
  const lists = listedRequirements(input);
  const plain = files.filter((file) => !file.hasHashes);
  const self = selfArguments(input, files, lists.selfExtras);
  const lines = [...lists.lines, ...(project.isInstallable ? [] : project.dependencies)];
  const tools = testToolRequirements(input.tools, namedIn(input, files, lines), {
    python: input.interpreter.version,
    isPinned: input.isPinned,
  });
  const args: InstallArgument[] = [
    ...self,
    ...(input.locals ?? []).filter(({ isByLine }) => !isByLine).map(({ path }) => ({ folder: path })),
    ...copiesOf(input),
    ...plain.flatMap((file) => ['-r', file.path]),
    ...(lines.length > 0 ? ['-r', { file: 'listed.txt' }] : []),
    ...tools,
  ];
  return {
    steps: [
      ...files.filter((file) => file.hasHashes).map((file) => ({ what: file.path, args: ['-r', file.path] })),
      ...(args.length > 0 ? [{ what: describe(self, plain, lines), args }] : []),
    ],
    files: lines.length > 0 ? { 'listed.txt': toText(lines) } : {},
  };
}

/** The locked versions with their hashes first, alone and without resolving; what the lock does not hold comes after. */
function planLocked(input: InstallInput, locked: LockedSet): InstallPlan {
  const files = chosenFiles(input);
  const named = new Set([...Object.keys(locked.versions), ...namedIn(input, files, [])]);
  const tools = testToolRequirements(input.tools, named, {
    python: input.interpreter.version,
    isPinned: input.isPinned,
  });
  const from = input.project.lockFile?.path ?? 'the lock';
  const indexes = locked.indexes.flatMap((index) => ['--extra-index-url', index]);
  const copies = copiesOf(input);
  const rest: InstallArgument[] = [...files.flatMap((file) => ['-r', file.path]), ...tools];
  const folders = locked.folders.flatMap(({ path, isEditable }) => [
    ...(isEditable ? ['-e'] : []),
    path.startsWith('.') ? path : `./${path}`,
  ]);
  const steps: (InstallStep | false)[] = [
    locked.hashed.length > 0 && {
      what: `the requirements of ${from}`,
      args: [...indexes, '--no-deps', '--require-hashes', '-r', { file: 'locked.txt' }],
    },
    locked.unhashed.length > 0 && {
      what: `the repositories of ${from}`,
      args: ['--no-deps', '-r', { file: 'repositories.txt' }],
    },
    folders.length > 0 && { what: `the folders of ${from}`, args: ['--no-deps', ...folders, ...copies] },
    input.project.isInstallable && { what: 'the project itself', args: ['--no-deps', '-e', '.'] },
    rest.length > 0 && {
      what: 'the test tools',
      args: ['-c', { file: 'constraints.txt' }, ...rest, ...copies],
    },
  ];
  return {
    steps: steps.filter((step) => step !== false),
    files: {
      'locked.txt': toText(locked.hashed),
      'repositories.txt': toText(locked.unhashed),
      'constraints.txt': toText(
        Object.entries(locked.versions).map(([name, version]) => `${name}==${version}`),
      ),
    },
  };
}

function copiesOf({ locals = [] }: InstallInput): readonly InstallArgument[] {
  return locals.filter(({ isEditable }) => !isEditable).map(({ name = '' }) => ({ copied: name }));
}

function chosenFiles({ project, choice }: InstallInput): RequirementsFile[] {
  const unread = (path: string): RequirementsFile => ({
    path,
    requirements: [],
    files: [path],
    hasHashes: false,
    missing: [],
  });
  return choice.files.map(
    (path) => project.requirementsFiles.find((file) => file.path === path) ?? unread(path),
  );
}

/** Lines of groups, and of extras where the project is not installed. A line naming the project stands for an extra. */
function listedRequirements({ project, choice }: InstallInput): { lines: string[]; selfExtras: string[] } {
  const all = [
    ...choice.groups.flatMap((group) => valueOf(project.groups, group)),
    ...(project.isInstallable ? [] : choice.extras.flatMap((extra) => valueOf(project.extras, extra))),
  ];
  const own = project.name && normaliseName(project.name);
  const isSelf = (line: string): boolean => own !== undefined && parseRequirement(line)?.name === own;
  return {
    lines: [...new Set(all.filter((line) => !isSelf(line)))],
    selfExtras: all.filter(isSelf).flatMap((line) => parseRequirement(line)?.extras ?? []),
  };
}

function valueOf(lists: Readonly<Record<string, readonly string[]>>, name: string): readonly string[] {
  const key = Object.keys(lists).find((one) => normaliseName(one) === normaliseName(name));
  return key === undefined ? [] : (lists[key] ?? []);
}

/** `-e .[test]`, unless a requirements file already says how the project is installed. */
function selfArguments(
  { project, choice }: InstallInput,
  files: readonly RequirementsFile[],
  groupExtras: readonly string[],
): string[] {
  if (!project.isInstallable) return [];
  const said = files.find((file) => file.selfExtras !== undefined);
  const extras = [...new Set([...choice.extras, ...groupExtras])];
  if (said && extras.every((extra) => said.selfExtras?.includes(extra))) return [];
  const all = [...new Set([...extras, ...(said?.selfExtras ?? [])])];
  return ['-e', all.length === 0 ? '.' : `.[${all.join(',')}]`];
}

function namedIn(
  { project, choice }: InstallInput,
  files: readonly RequirementsFile[],
  lines: readonly string[],
): Set<string> {
  const all = [
    ...lines,
    ...project.dependencies,
    ...choice.extras.flatMap((extra) => valueOf(project.extras, extra)),
    ...files.flatMap((file) => [
      ...file.requirements,
      ...(file.selfExtras ?? []).flatMap((extra) => valueOf(project.extras, extra)),
    ]),
  ];
  return new Set(all.map((line) => parseRequirement(line)?.name).filter((name) => name !== undefined));
}

function describe(
  self: readonly string[],
  files: readonly RequirementsFile[],
  lines: readonly string[],
): string {
  const parts = [
    ...(self.length > 0 ? ['the project'] : []),
    ...files.map((file) => file.path),
    ...(lines.length > 0 ? ['its test requirements'] : []),
  ];
  return [...parts, 'the test tools'].join(', ').replace(/, ([^,]+)$/u, ' and $1');
}

const toText = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
