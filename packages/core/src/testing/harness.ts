import { mkdir } from 'node:fs/promises';
import { delimiter } from 'node:path';
import type { Config } from '../config/config.ts';
import { createPipeline } from '../create-pipeline.ts';
import type { RunOptions } from '../engine/run-options.ts';
import { wantedVersion } from '../exec/tool.ts';
import type { Check } from '../model/check.ts';
import type { RunEvent } from '../model/event.ts';
import type { RunReport } from '../model/report.ts';
import { exitCode } from '../report/exit-code.ts';
import { locateStateDir } from '../state/state-dir.ts';
import { checkRun, type CheckRunOptions, type CheckRunOutput } from './check-run.ts';
import { scriptProgram, type ProgramScript, type ScriptedProgram } from './script-program.ts';
import { SYSTEM_ENV } from './system-env.ts';
import { tempWorkspace, type TempWorkspace, type TempWorkspaceOptions } from './temp-workspace.ts';
import { testHost } from './test-host.ts';
import { writeFiles } from './write-files.ts';

export interface HarnessOptions extends TempWorkspaceOptions {
  readonly files?: Readonly<Record<string, string>>;
  /** Added to the environment of every run. `PATH: ''` leaves no program but the scripted ones. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** An existing folder to run in, in place of the temporary workspace. */
  readonly cwd?: string;
}

/** What a run of a whole pipeline left. */
export interface PipelineOutput {
  readonly report: RunReport;
  readonly events: readonly RunEvent[];
  /** What the command line would have ended with. */
  readonly exitCode: number;
  /** The run's folder, absolute. */
  readonly dir: string;
}

/** A workspace, a folder of scripted programs first on PATH, and ways to run things in them. */
export interface Harness extends AsyncDisposable {
  readonly workspace: TempWorkspace;
  /** What runs get: the scripted programs first on PATH, then the system's. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Adds a scripted program to PATH. */
  readonly program: (script: ProgramScript) => Promise<ScriptedProgram>;
  /** Runs one check through the engine's own run room. */
  readonly runCheck: (check: Check, options?: CheckRunOptions) => Promise<CheckRunOutput>;
  /** Runs a config through the library's door. */
  readonly runPipeline: (config: Config, options?: Partial<RunOptions>) => Promise<PipelineOutput>;
}

/** Makes a place to run checks and pipelines in; `await using` removes it. */
export async function createHarness(options: HarnessOptions = {}): Promise<Harness> {
  const workspace = await tempWorkspace(options.files, options);
  const cwd = options.cwd ?? workspace.dir;
  const bin = workspace.path('..', 'bin');
  await mkdir(bin, { recursive: true });
  const env = withBin(bin, { ...SYSTEM_ENV, ...options.env });
  const program = (script: ProgramScript): Promise<ScriptedProgram> => scriptProgram({ ...script, dir: bin });
  return {
    workspace,
    env,
    program,
    runCheck: async (check, given = {}) => {
      await writeFiles(cwd, given.files ?? {});
      const programs = await Promise.all(
        (given.programs ?? []).map((one) => program(versioned(one, check, given))),
      );
      const named = new Set((check.tools ?? []).map(({ name }) => name));
      const tools = programs
        .filter(({ name }) => named.has(name))
        .map(({ name, path }) => [name, path] as const);
      return checkRun(check, given, {
        cwd,
        env: given.env === undefined ? env : withBin(bin, { ...SYSTEM_ENV, ...options.env, ...given.env }),
        tools: { ...Object.fromEntries(tools), ...given.tools },
        programs,
      });
    },
    runPipeline: (config, given = {}) => runPipeline(config, { cwd, ...given }, env),
    [Symbol.asyncDispose]: workspace.remove,
  };
}

function withBin(bin: string, env: Readonly<Record<string, string | undefined>>): Harness['env'] {
  const rest = env['PATH'];
  return { ...env, PATH: rest === undefined || rest === '' ? bin : `${bin}${delimiter}${rest}` };
}

/** A tool of the check is taken only at the version that it wants, so a scripted one says that it has it. */
function versioned(
  script: ProgramScript,
  { tools = [] }: Check,
  { lockedTools = {} }: CheckRunOptions,
): ProgramScript {
  const spec = tools.find(({ name }) => name === script.name);
  if (spec === undefined) return script;
  const { versionArgs } = spec;
  return {
    version: wantedVersion(spec, lockedTools),
    ...(versionArgs === undefined ? {} : { versionArgs }),
    ...script,
  };
}

async function runPipeline(
  config: Config,
  options: RunOptions,
  env: Harness['env'],
): Promise<PipelineOutput> {
  const events: RunEvent[] = [];
  const host = testHost(env);
  const onEvent = (event: RunEvent): void => {
    events.push(event);
    options.onEvent?.(event);
  };
  const report = await createPipeline(config).run({ graceMs: 1000, ...options, host, onEvent });
  const { runsDir } = locateStateDir({ cwd: options.cwd, env: host.env });
  return { report, events, exitCode: exitCode(report), dir: `${runsDir}/${report.runId}` };
}
