import { createHash } from 'node:crypto';
import type { Check, CheckContext, CheckOutcome } from '@sluice/core';
import { binFolder, pythonIn } from '../env/environment-paths.ts';
import { environmentKey } from '../env/environment-key.ts';
import type { Env } from '../env/candidates.ts';
import { findInterpreter } from '../env/discover-interpreters.ts';
import type { Interpreter } from '../env/interpreter.ts';
import { readLock } from '../env/lock/read-lock.ts';
import type { LockedSet } from '../env/lock/locked-set.ts';
import { messageOf } from '../env/message-of.ts';
import { planInstall, type InstallPlan } from '../env/plan-install.ts';
import { distributions } from '../env/probe-environment.ts';
import { chooseRequirements, type Choice } from '../project/choose-requirements.ts';
import { localDependencies } from '../project/local-dependencies.ts';
import type { PythonProject } from '../project/python-project.ts';
import { readPythonProject } from '../project/read-python-project.ts';
import { provideEnvironment, type ProvidedEnvironment } from '../env/provide-environment.ts';
import { NO_TEST_TOOLS, type TestTools } from '../env/test-tools.ts';
import type { PythonOptions } from '../options.ts';
import { readPytestConfig } from '../project/pytest-config.ts';
import { aboveFolders } from '../projects/above-folders.ts';
import { hasOption } from '../pytest/addopts.ts';

/** What a check of this plugin is told about where it runs, besides its context. */
export interface PythonHost {
  /** The environment without credentials, as the `check` hook hands it out. */
  readonly env: Env;
  /** The project's folder, relative to the config's. Default `.`. */
  readonly root?: string;
  /** How many projects share the environments that are kept. Default 1. */
  readonly projects?: number;
}

/** Which of the options bear on the environment. */
export type EnvironmentOptions = Pick<
  PythonOptions,
  'versions' | 'extras' | 'groups' | 'requirements' | 'pytest'
>;

/**
 * One environment per version, with the project and its test requirements in it. Checks that need it find its programs
 * first on PATH. It is never cached as a result: what it makes is, under `.sluice/python/envs/`.
 */
export function envCheck(options: EnvironmentOptions, host: PythonHost): Check {
  return {
    id: 'python/env',
    title: 'Python environment',
    matrix: { python: options.versions },
    limits: [],
    timeoutMs: 15 * 60_000,
    retry: { max: 1, on: ['transient'], backOffMs: 2000 },
    run: async (ctx) => {
      try {
        return await run(ctx, options, host);
      } catch (error) {
        if (ctx.signal.aborted) throw error;
        return { status: 'errored', reason: `the environment could not be made: ${messageOf(error)}` };
      }
    },
  };
}

async function run(
  ctx: CheckContext,
  options: EnvironmentOptions,
  { env, root = '.', projects = 1 }: PythonHost,
): Promise<CheckOutcome> {
  const version = ctx.cell['python'] ?? '';
  const project = await readPythonProject(ctx.cwd, options.requirements);
  const choice = chooseRequirements(project, options);
  const wrong = [
    ...project.problems,
    ...choice.unknown.map((name) => `there is no ${name}`),
    ...missingFiles(project, choice, options),
  ];
  if (wrong.length > 0) return { status: 'errored', reason: wrong.join('; ') };
  const found = await findInterpreter(version, { exec: ctx.exec, env, log: ctx.log });
  if ('reason' in found) return { status: 'errored', reason: found.reason };
  const { interpreter } = found;
  ctx.log(`Python ${interpreter.version} at ${interpreter.path} (${interpreter.from})`);
  for (const guess of choice.guesses) ctx.log(guess);
  const locals = await localDependencies(project);
  const locked = await lockOf(ctx, project, { choice, interpreter });
  const tools = await testTools(project, options, aboveFolders(ctx.cwd, root));
  const plans = [true, false].map((isPinned) =>
    planInstall({
      project,
      choice,
      interpreter,
      tools,
      locals,
      locked: locked?.set,
      isPinned,
    }),
  ) as [ReturnType<typeof planInstall>, ReturnType<typeof planInstall>];
  const key = await environmentKey(version, { interpreter, project, plan: plans[0], locals });
  const provided = await provideEnvironment({
    key,
    stateDir: ctx.stateDir,
    shares: projects,
    interpreter,
    project,
    plan: plans[0],
    relaxedPlan: plans[1],
    exec: ctx.exec,
    env,
    signal: ctx.signal,
    log: ctx.log,
  });
  if ('reason' in provided)
    return { status: 'errored', reason: provided.reason, tools: [pythonTool(interpreter)] };
  const contents = contentsOf(provided.entries, { interpreter, plan: plans[0] });
  return outcomeOf(provided, { interpreter, choice, lockNote: locked?.note, contents });
}

/** The lock decides where there is one and it can be read for this interpreter; else the reason is said. */
async function lockOf(
  ctx: CheckContext,
  project: PythonProject,
  selection: { choice: Choice; interpreter: Interpreter },
): Promise<{ set?: LockedSet; note: string } | undefined> {
  if (!project.lockFile) return undefined;
  const locked = await readLock(project.lockFile, project, selection);
  if (!('reason' in locked)) return { set: locked, note: `versions of ${project.lockFile.path}` };
  const note = `${project.lockFile.path} not used: ${locked.reason}`;
  ctx.log(note);
  return { note };
}

async function testTools(
  project: PythonProject,
  options: EnvironmentOptions,
  above: readonly string[],
): Promise<TestTools> {
  if (options.pytest === false) return NO_TEST_TOOLS;
  const { addopts } = await readPytestConfig(project, above);
  const all = [...addopts, ...options.pytest.args];
  const { workers } = options.pytest;
  return {
    pytest: true,
    coverage: options.pytest.coverage !== false,
    pytestCov:
      hasOption(all, '--cov') || hasOption(all, '--no-cov') || all.some((one) => one.startsWith('--cov-')),
    xdist: workers === 'auto' || workers > 1 || hasOption(all, '-n') || hasOption(all, '--numprocesses'),
  };
}

function missingFiles(project: PythonProject, choice: Choice, options: EnvironmentOptions): string[] {
  const known = new Map(project.requirementsFiles.map((file) => [file.path, file]));
  const named = (options.requirements ?? [])
    .filter((path) => !known.has(path))
    .map((path) => `the requirements file ${path} is not there`);
  const included = choice.files.flatMap((path) =>
    (known.get(path)?.missing ?? []).map((file) => `${path} includes ${file}, which is not there`),
  );
  return [...named, ...included];
}

function outcomeOf(
  { folder, record, isReused }: Extract<ProvidedEnvironment, { folder: string }>,
  {
    interpreter,
    choice,
    lockNote,
    contents,
  }: {
    readonly interpreter: Interpreter;
    readonly choice: Choice;
    readonly lockNote: string | undefined;
    readonly contents: string;
  },
): CheckOutcome {
  const packages = distributions(record.entries);
  const parts = [
    `${packages.size} packages`,
    isReused ? 'reused' : `made by ${record.installer}`,
    ...(lockNote ? [lockNote] : []),
    ...record.notes,
  ];
  return {
    status: 'completed',
    findings: [],
    metrics: { packages: packages.size },
    summary: parts.join(', '),
    scope: {
      unit: 'packages',
      seen: packages.size,
      missed: 0,
      detail: [`Python ${interpreter.version} from ${interpreter.from}`, ...choice.guesses],
    },
    provides: { path: [binFolder(folder)], env: { VIRTUAL_ENV: folder }, key: contents },
    tools: [
      pythonTool(interpreter),
      ...['pytest', 'coverage'].flatMap((name) => {
        const version = packages.get(name);
        return version === undefined ? [] : [{ name, version, path: pythonIn(folder) }];
      }),
    ],
  };
}

/**
 * Names an environment by what is in it, the same on every machine: its Python, every distribution with its version, and
 * what it was asked for, which tells apart what has one version and several sources.
 */
function contentsOf(
  entries: readonly string[],
  { interpreter, plan }: { readonly interpreter: Interpreter; readonly plan: InstallPlan },
): string {
  const facts = JSON.stringify([interpreter.version, [...entries].toSorted(), plan]);
  return createHash('sha256').update(facts).digest('hex');
}

function pythonTool({ version, path }: Interpreter): { name: string; version: string; path: string } {
  return { name: 'python', version, path };
}
