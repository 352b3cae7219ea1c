import { problemOf } from '../../errors/ci-error.ts';
import type { Problem } from '../../model/problem.ts';
import { configText, type CommandLine } from './config-text.ts';
import { detectMonorepo } from './detect-monorepo.ts';
import { detectImages } from './detect-images.ts';
import { detectCommands, packageManager, type PackageManager } from './detect-commands.ts';
import { detectPython, isPythonProject, nestedProjects, shortList } from './detect-python.ts';
import { readDocuments, type Documents } from './documents.ts';
import { extendGitignore } from './gitignore.ts';
import { hookRows } from './hook-rows.ts';
import { jobRows } from './job-rows.ts';
import type { Stand } from './stand.ts';
import { extendManifest, newManifest } from './package-json.ts';
import type { Machine } from './python-versions.ts';
import type { Row } from './row.ts';
import { surroundings } from './surroundings.ts';
import { toxEnvironments } from './tox-environments.ts';
import { toxRows } from './tox-rows.ts';
import type { Tree } from './tree.ts';

/** A file as it will be, and what that is: `new`, `+2 lines`. */
export interface InitFile {
  readonly path: string;
  readonly text: string;
  readonly note: string;
}

/** What `init` found, what it will write and what it leaves to its reader. Nothing has been written yet. */
export interface InitPlan {
  readonly found: readonly Row[];
  readonly files: readonly InitFile[];
  readonly notWritten: readonly Row[];
  /** The jobs of the repository's workflows, and the checks that take their place. */
  readonly jobs: readonly Row[];
  /** Hooks of pre-commit and environments of tox, and the checks that take their place, or why none does. */
  readonly replaced: readonly Row[];
  readonly next: readonly string[];
  readonly problems: readonly Problem[];
}

export interface InitInput {
  readonly tree: Tree;
  readonly machine: Machine;
  /** Of core, and so of the packages to install. */
  readonly version: string;
  /** The program that runs this brings what a config imports (the package `sluice`, or its wheel). Default false. */
  readonly isCarried?: boolean;
}

/** Who runs Sluice in the repository: a package manager, or the program that is installed beside it. */
type Runner = PackageManager | 'none';

const CONFIG = 'ci.config.ts';

/** Decides everything from what there is; reads nothing but the tree. */
export async function planInit({ tree, machine, version, isCarried = false }: InitInput): Promise<InitPlan> {
  const documents = await readDocuments(tree);
  const monorepo = await detectMonorepo(documents, machine);
  const single = isPythonProject(documents) ? detectPython(documents, machine) : undefined;
  const python = monorepo ?? single;
  const commands = python === undefined ? detectCommands(documents) : [];
  const found = [
    ...(python?.found ?? []),
    ...commands.map(({ name, argv, because }) => ({
      what: name,
      seen: because,
      gives: `repo/${name}: ${argv.join(' ')}`,
    })),
    ...(monorepo === undefined ? nestedRows(documents, python !== undefined) : []),
    ...surroundings(documents),
    ...documents.problems.map((problem) => ({ what: 'unreadable', seen: problem, gives: 'taken as empty' })),
    ...(tree.isPartial
      ? [{ what: 'size', seen: 'a very large tree', gives: 'not all of it was looked at' }]
      : []),
  ];
  if (python === undefined && commands.length === 0)
    return {
      found,
      files: [],
      notWritten: [],
      jobs: [],
      replaced: [],
      next: [],
      problems: [nothingFound(documents)],
    };
  const { images } = detectImages(tree);
  const packages = {
    '@sluice/core': `^${version}`,
    ...(images === undefined ? {} : { '@sluice/plugin-docker': `^${version}` }),
    ...(python ? { '@sluice/plugin-python': `^${version}` } : {}),
  };
  const runner = isCarried && tree.read('package.json') === undefined ? 'none' : packageManager(tree);
  // A repository of another language gets no package.json that it can do without.
  const manifest: ReturnType<typeof manifestFile> =
    runner === 'none' ? { notWritten: [] } : manifestFile(tree, packages);
  const text = configText({
    ...(python ? { python: python.options } : {}),
    ...(monorepo ? { projects: monorepo.projects } : {}),
    ...(images === undefined ? {} : { images }),
    commands,
  });
  const stands = python?.stands ?? commands.map(standOf);
  const hooks = hookRows(documents.hooks, stands);
  const config = { path: CONFIG, text, note: `${text.trimEnd().split('\n').length} lines` };
  return {
    found,
    files: [...(manifest.file ? [manifest.file] : []), ...gitignoreFile(tree), config],
    notWritten: [
      ...manifest.notWritten,
      ...notWritten(documents, runner, python !== undefined),
      ...hooks.notWritten,
      ...(python?.warnings ?? []),
    ],
    jobs: jobRows(documents, stands, python?.others ?? []),
    replaced: [...hooks.rows, ...toxRows(toxEnvironments(documents), stands, python?.versions ?? [])],
    next: nextSteps(runner),
    problems: [],
  };
}

function standOf({ name, argv }: CommandLine): Stand {
  const command = argv.join(' ');
  const call = new RegExp(`(?:^|\\s)${command.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)}(?!\\S)`, 'u');
  return { check: `repo/${name}`, call };
}

function manifestFile(
  tree: Tree,
  packages: Readonly<Record<string, string>>,
): { readonly file?: InitFile; readonly notWritten: readonly Row[] } {
  const path = 'package.json';
  const present = tree.read(path);
  if (present === undefined)
    return {
      file: { path, text: newManifest(packages), note: 'new: what the config needs to load' },
      notWritten: [],
    };
  const edit = extendManifest(present, packages);
  if (edit === undefined) {
    const wanted = Object.entries(packages).map(([name, range]) => `"${name}": "${range}"`);
    return {
      notWritten: [
        {
          what: path,
          seen: 'it is no JSON object',
          gives: `mend it, and add to devDependencies: ${wanted.join(', ')}`,
        },
      ],
    };
  }
  if (edit.added.length === 0) return { notWritten: [{ what: path, seen: 'it names the packages already' }] };
  return {
    file: { path, text: edit.text, note: `+${edit.added.join(', ')} in devDependencies` },
    notWritten: [],
  };
}

function gitignoreFile(tree: Tree): readonly InitFile[] {
  const { text, added } = extendGitignore(tree.read('.gitignore'));
  return added.length === 0 ? [] : [{ path: '.gitignore', text, note: `+${added.join(' +')}` }];
}

function notWritten({ tree, packageJson }: Documents, runner: Runner, isPython: boolean): readonly Row[] {
  const lock = { what: 'ci.lock.json', seen: 'comes after the first run', gives: `${runs(runner)} lock` };
  const scripts = isPython
    ? detectCommands({ packageJson, tree } as Documents).filter(({ because }) => because.startsWith('script'))
    : [];
  if (scripts.length === 0) return [lock];
  const lines = scripts.map(
    ({ name, argv }) => `command('${name}', [${argv.map((word) => `'${word}'`).join(', ')}])`,
  );
  return [
    lock,
    {
      what: 'package.json scripts',
      seen: scripts.map(({ name }) => name).join(', '),
      gives: `checks: [${lines.join(', ')}]`,
    },
  ];
}

function nestedRows(documents: Documents, isPython: boolean): readonly Row[] {
  const folders = nestedProjects(documents);
  if (folders.length === 0) return [];
  const gives = isPython
    ? "not separate: the checks here look at them too; projects: 'auto' in python() parts them"
    : `sluice init --cwd ${folders[0]}`;
  return [{ what: 'projects below', seen: shortList(folders), gives }];
}

function nothingFound(documents: Documents): Problem {
  const [nested] = nestedProjects(documents);
  const fix =
    nested === undefined
      ? "Write ci.config.ts yourself: export default defineConfig({ checks: [command('test', ['./test.sh'])], policy: { required: ['repo/*'] } });"
      : `Run \`sluice init --cwd ${nested}\`: that is a Python project.`;
  return problemOf('INIT_NOTHING_FOUND', { fix });
}

function runs(runner: Runner): string {
  return {
    npm: 'npx sluice',
    pnpm: 'pnpm exec sluice',
    yarn: 'yarn sluice',
    bun: 'bunx sluice',
    none: 'sluice',
  }[runner];
}

function nextSteps(runner: Runner): readonly string[] {
  if (runner === 'none') return ['sluice run', `sluice lock, then commit ${CONFIG} and ci.lock.json`];
  const lockFile = { npm: 'package-lock.json', pnpm: 'pnpm-lock.yaml', yarn: 'yarn.lock', bun: 'bun.lock' }[
    runner
  ];
  const commit = `commit ${CONFIG}, ci.lock.json, package.json and ${lockFile}`;
  return [`${runner} install`, `${runs(runner)} run`, `${runs(runner)} lock, then ${commit}`];
}
