import { relative } from 'node:path';
import { findConfig } from '../../config/find.ts';
import { loadConfig, type LoadedConfig } from '../../config/load.ts';
import { planOnly, type PlanOutcome } from '../../engine/plan-only.ts';
import { problemOf } from '../../errors/ci-error.ts';
import { suggest } from '../../errors/suggest.ts';
import { createRedactor } from '../../exec/redact.ts';
import type { Check } from '../../model/check.ts';
import type { Problem } from '../../model/problem.ts';
import { locateStateDir } from '../../state/state-dir.ts';
import { VERSION } from '../../version.ts';
import type { Diagnosis } from '../doctor/diagnosis.ts';
import { drawDoctor } from '../doctor/draw-doctor.ts';
import { examineMachine } from '../doctor/examine-machine.ts';
import { examinePlugins } from '../doctor/examine-plugins.ts';
import { examineTools } from '../doctor/examine-tools.ts';
import { findMachine } from '../doctor/machine.ts';
import { processHost } from '../host.ts';
import { planInit } from '../init/plan-init.ts';
import { readTree } from '../init/read-tree.ts';
import { printProblems, problemsOf } from '../print-problems.ts';
import type { Invocation } from '../verb.ts';

/** `sluice doctor`: what is here, what is missing and how to get it. Exit 2 only when the config or a name is wrong. */
export async function doctor(invocation: Invocation): Promise<number> {
  const { cwd, flags, terminal, positionals, env, signal } = invocation;
  const isJson = flags['json'] === true;
  const file = await findConfig(cwd);
  const loaded = file === undefined ? undefined : await loadConfig({ cwd }).catch(problemsOf);
  const dir = loaded !== undefined && 'dir' in loaded ? loaded.dir : cwd;
  const machine = await examineMachine({ cwd: dir, env, signal }, processHost().nodeVersion);
  const base = {
    version: VERSION,
    machine,
    ...(file === undefined ? {} : { config: relative(cwd, file) || file }),
  };
  const examined =
    loaded === undefined
      ? await withoutConfig(invocation)
      : 'dir' in loaded
        ? await withConfig(invocation, loaded)
        : { ...NOTHING, problems: loaded };
  const diagnosis = onlyPlugin({ ...base, ...examined }, positionals[0]);
  if ('code' in diagnosis) return printProblems(terminal, [diagnosis], false);
  terminal.out(isJson ? `${JSON.stringify(diagnosis, null, 2)}\n` : drawDoctor(diagnosis));
  return diagnosis.problems.length > 0 ? 2 : 0;
}

type Examined = Pick<Diagnosis, 'plugins' | 'checks' | 'tools' | 'problems' | 'init'>;

const NOTHING: Examined = { plugins: [], checks: [], tools: [], problems: [] };

async function withoutConfig({ cwd, env }: Invocation): Promise<Examined> {
  const { found } = await planInit({ tree: readTree(cwd), machine: findMachine(env), version: VERSION });
  return { ...NOTHING, init: found };
}

async function withConfig({ env, signal }: Invocation, { config, dir }: LoadedConfig): Promise<Examined> {
  // A lock that differs is for `sluice lock`; here it would hide everything else.
  const outcome = await planOnly(config, {
    cwd: dir,
    host: processHost(),
    signal,
    all: true,
    ignoreLock: true,
  }).catch(problemsOf);
  if (!('plan' in outcome)) return { ...NOTHING, problems: outcome };
  const tools = await examineTools(outcome.checks, {
    cwd: dir,
    env,
    signal,
    toolsDir: locateStateDir({ cwd: dir, env }).toolsDir,
    configuredTools: config.tools ?? {},
    lockedTools: outcome.lock?.tools ?? {},
    redactor: createRedactor(env),
    graceMs: 1000,
    onProgress: () => {},
  });
  return {
    plugins: pluginsOf(outcome, await examinePlugins(outcome.assembled, { cwd: dir, env, signal })),
    checks: outcome.checks.map((check) => checkFacts(check, env)),
    tools,
    problems: problemsIn(outcome),
  };
}

/** A tap of `check` that failed is a problem here: what its plugin would add is not known. */
function problemsIn({ problems, objections }: PlanOutcome): readonly Problem[] {
  const failed = objections.map(({ message, source }) =>
    problemOf(
      'PREFLIGHT_PROBLEM',
      { detail: message, fix: 'This is a defect of the plugin.' },
      { plugin: source },
    ),
  );
  return [...problems, ...failed];
}

function pluginsOf(
  { plugins, taps }: PlanOutcome,
  facts: Awaited<ReturnType<typeof examinePlugins>>,
): Diagnosis['plugins'] {
  return plugins.map(({ name, version }) => ({
    name,
    version,
    taps: taps.filter(({ plugin }) => plugin === name).map(({ hook, tap }) => ({ hook, tap })),
    facts: facts.get(name) ?? [],
  }));
}

function checkFacts(
  { id, matrix = {}, env: names = [], tools = [], disabled }: Check,
  env: Invocation['env'],
): Diagnosis['checks'][number] {
  return {
    id,
    matrix,
    env: names.map((name) => ({ name, isSet: (env[name] ?? '') !== '' })),
    tools: tools.map(({ name, version }) => `${name} ${version}`),
    ...(disabled === undefined ? {} : { disabled }),
  };
}

/** Leaves one plugin and its checks; `repo` for those of the config itself. */
function onlyPlugin(diagnosis: Diagnosis, name: string | undefined): Diagnosis | Problem {
  if (name === undefined || (diagnosis.problems.length > 0 && diagnosis.plugins.length === 0))
    return diagnosis;
  const { checks } = diagnosis;
  const names = [
    ...diagnosis.plugins.map((plugin) => plugin.name),
    ...(checks.some(({ id }) => id.startsWith('repo/')) ? ['repo'] : []),
  ];
  if (!names.includes(name)) {
    const near = suggest(name, names);
    const known =
      names.length === 0 ? 'There is no config, and so no plugin.' : `There are: ${names.join(', ')}.`;
    return problemOf('USAGE', {
      detail: `There is no plugin ${JSON.stringify(name)}.`,
      fix: near === undefined ? known : `Did you mean \`sluice doctor ${near}\`?`,
    });
  }
  return {
    ...diagnosis,
    plugins: diagnosis.plugins.filter((plugin) => plugin.name === name),
    checks: checks.filter(({ id }) => id.startsWith(`${name}/`)),
    tools: diagnosis.tools.filter((tool) => tool.checks.some((id) => id.startsWith(`${name}/`))),
  };
}
