import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import type { ExecResult } from '../model/exec.ts';
import type { ResolvedTool } from '../model/check.ts';
import type { ToolSpec } from '../model/tool.ts';
import { writeAtomic } from '../state/write-atomic.ts';
import { withFolderLock } from './folder-lock.ts';
import { pipRequirement } from './pip-requirement.ts';
import type { ToolContext } from './tool-context.ts';
import { toolVersion } from './tool-version.ts';

/** A tool, or why there is none: the wanted version, what was found, and how to get it. */
export type ToolAnswer = { readonly tool: ResolvedTool } | { readonly reason: string };

/** Written last: a folder without it was left half-made. */
const MARKER = '.complete';
const INSTALL_MS = 10 * 60_000;

/**
 * Installs a tool of PyPI into an environment of its own, once, and gives it back from there ever after. The folder
 * is made where it stays, under a lock, for the scripts in it name their interpreter by its absolute path.
 */
export async function installFromPypi(
  spec: ToolSpec,
  wanted: string,
  context: ToolContext,
): Promise<ToolAnswer> {
  const requirements = requirementLines(spec, wanted);
  // The interpreter is part of what a tool of Python is: Bandit reads the syntax of the Python it runs under.
  const parts = [...requirements, ...(spec.install?.python === undefined ? [] : [spec.install.python])];
  const key = createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 8);
  const target = join(context.toolsDir, `${spec.name}-${wanted}-${key}`);
  const ready = readyTool(spec, wanted, target);
  if (ready !== undefined) return ready;
  return withFolderLock(`${target}.lock`, context.signal, async () => {
    const made = readyTool(spec, wanted, target);
    if (made !== undefined) return made;
    context.onProgress(`installing ${spec.name} ${wanted}`);
    rmSync(target, { recursive: true, force: true });
    await mkdir(context.toolsDir, { recursive: true });
    const failure = await install({ spec, target, requirements, context });
    if (failure !== undefined) {
      rmSync(target, { recursive: true, force: true });
      return {
        reason: `installing it failed: ${failure} (by hand: pip install ${pipRequirement(spec, wanted)})`,
      };
    }
    const path = join(target, 'bin', spec.name);
    const looked = await toolVersion(path, spec.versionArgs ?? ['--version'], context);
    if (looked?.version !== wanted) {
      return { reason: `what was installed says it is ${spec.name} ${looked?.version ?? 'of no version'}` };
    }
    await writeAtomic(join(target, MARKER), `${JSON.stringify({ name: spec.name, version: wanted })}\n`);
    return { tool: { name: spec.name, version: wanted, path } };
  });
}

/** What an earlier run installed, if it is whole: the marker, the program, and the interpreter both stand on. */
function readyTool(spec: ToolSpec, wanted: string, target: string): ToolAnswer | undefined {
  const path = join(target, 'bin', spec.name);
  try {
    const marker: unknown = JSON.parse(readFileSync(join(target, MARKER), 'utf8'));
    const isWhole =
      (marker as { version?: unknown }).version === wanted &&
      existsSync(path) &&
      existsSync(join(target, 'bin/python'));
    return isWhole ? { tool: { name: spec.name, version: wanted, path } } : undefined;
  } catch {
    return undefined;
  }
}

// The plugin's hashes are for the plugin's own version; for one that the project or the lock names there are none.
function requirementLines({ install, name, version }: ToolSpec, wanted: string): readonly string[] {
  const pinned = install?.requirements ?? [];
  return pinned.length > 0 && wanted === version ? pinned : [`${install?.package ?? name}==${wanted}`];
}

interface Installation {
  readonly spec: ToolSpec;
  readonly target: string;
  readonly requirements: readonly string[];
  readonly context: ToolContext;
}

/** Undefined when it went well, else the step and its last words. */
async function install({ spec, target, requirements, context }: Installation): Promise<string | undefined> {
  const { exec } = context;
  const options = {
    timeoutMs: INSTALL_MS,
    env: { PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_NO_INPUT: '1', PYTHONNOUSERSITE: '1' },
  };
  const python = spec.install?.python ?? findPython(context.env['PATH'] ?? '');
  if (python === undefined) return 'no Python was found on PATH to install it with';
  const file = `${target}.txt`;
  await writeFile(file, `${requirements.join('\n')}\n`);
  const isHashed = requirements.some((line) => line.includes('--hash='));
  const hashes = isHashed ? ['--require-hashes'] : [];
  if (onPath('uv', context.env['PATH'] ?? '')) {
    const made = await exec('uv', ['venv', '--quiet', '--python', python, target], options);
    if (made.exitCode !== 0) return words('uv venv', made);
    const put = await exec(
      'uv',
      ['pip', 'install', '--quiet', '--python', join(target, 'bin/python'), ...hashes, '-r', file],
      options,
    );
    return put.exitCode === 0 ? undefined : words('uv pip install', put);
  }
  const own = join(target, 'bin/python');
  const pipArgs = ['install', '--quiet', '--no-compile', '--prefer-binary', ...hashes, '-r', file];
  // Without a pip of its own an environment takes a tenth of the time; the interpreter's pip can install into it.
  const bare = await exec(python, ['-m', 'venv', '--without-pip', target], options);
  if (bare.exitCode !== 0) return venvWords(bare);
  const lent = await exec(python, ['-m', 'pip', '--python', own, ...pipArgs], options);
  if (lent.exitCode === 0) return undefined;
  if (!/No module named pip|no such option: --python/u.test(lent.stderr)) return words('pip install', lent);
  const whole = await exec(python, ['-m', 'venv', '--clear', target], options);
  if (whole.exitCode !== 0) return venvWords(whole);
  const put = await exec(own, ['-m', 'pip', ...pipArgs], options);
  return put.exitCode === 0 ? undefined : words('pip install', put);
}

function venvWords(result: ExecResult): string {
  const needsPackage = /ensurepip|No module named venv/u.test(result.stdout + result.stderr);
  return `${words('python -m venv', result)}${needsPackage ? '; on Debian and Ubuntu: apt-get install python3-venv' : ''}`;
}

/** A step and the end of what it said. */
function words(step: string, { exitCode, timedOut, missing, stdout, stderr }: ExecResult): string {
  const said = (stderr.trim() || stdout.trim()).split('\n').slice(-3).join(' ').slice(-400);
  const how = missing ?? (timedOut ? 'took too long' : `exit ${exitCode ?? 'by a signal'}`);
  return `${step}: ${how}${said === '' ? '' : `: ${said}`}`;
}

const PYTHONS = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.14', 'python3.10', 'python'];

function findPython(path: string): string | undefined {
  return PYTHONS.map((name) => onPath(name, path)).find((found) => found !== undefined);
}

function onPath(name: string, path: string): string | undefined {
  const folder = path.split(delimiter).find((one) => isAbsolute(one) && existsSync(join(one, name)));
  return folder === undefined ? undefined : join(folder, name);
}
