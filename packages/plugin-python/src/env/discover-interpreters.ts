import { tmpdir } from 'node:os';
import type { Exec } from '@sluice/core';
import { candidates, type Env } from './candidates.ts';
import { isWantedVersion, type Candidate, type Interpreter } from './interpreter.ts';

/** What looking for an interpreter takes. */
export interface InterpreterPort {
  readonly exec: Exec;
  readonly env: Env;
}

/**
 * Asks an interpreter what it is. The base one is named, so that an environment made from it outlives the
 * environment it may have been found in. Python 2 does not know `-I`, and fails.
 */
const QUESTION = `
import importlib.util, json, os, platform, sys
version = platform.python_version()
print(json.dumps({
  "version": version,
  "implementation": sys.implementation.name,
  "path": os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable),
  "hasEnsurepip": importlib.util.find_spec("ensurepip") is not None,
  "markers": {
    "implementation_name": sys.implementation.name,
    "implementation_version": version,
    "os_name": os.name,
    "platform_machine": platform.machine(),
    "platform_python_implementation": platform.python_implementation(),
    "platform_release": platform.release(),
    "platform_system": platform.system(),
    "platform_version": platform.version(),
    "python_full_version": version,
    "python_version": ".".join(platform.python_version_tuple()[:2]),
    "sys_platform": sys.platform,
  },
}))
`;

/** Runs a candidate; undefined when it fails, hangs, or is no CPython 3: a shim that fails is not an interpreter. */
export async function askInterpreter(candidate: Candidate, exec: Exec): Promise<Interpreter | undefined> {
  const result = await exec(candidate.path, ['-I', '-c', QUESTION], { timeoutMs: 20_000 });
  if (result.exitCode !== 0) return undefined;
  try {
    const said = JSON.parse(result.stdout) as Omit<Interpreter, 'from'> & { implementation: string };
    if (said.implementation !== 'cpython' || typeof said.path !== 'string') return undefined;
    const { version, path, hasEnsurepip, markers } = said;
    return { version, path, from: candidate.from, hasEnsurepip, markers };
  } catch {
    return undefined;
  }
}

/** Finds a Python of a version, or has uv fetch it; else says what was found and what to install. */
export async function findInterpreter(
  version: string,
  port: InterpreterPort & { readonly log: (line: string) => void },
): Promise<{ readonly interpreter: Interpreter } | { readonly reason: string }> {
  const others = new Set<string>();
  for (const candidate of await candidates(port.env, version)) {
    const interpreter = await askInterpreter(candidate, port.exec);
    if (interpreter && isWantedVersion(version, interpreter.version)) return { interpreter };
    if (interpreter) others.add(interpreter.version);
  }
  const fetched = await fetchByUv(version, port);
  if ('interpreter' in fetched) return fetched;
  const found = others.size === 0 ? 'none was found' : `found ${[...others].join(', ')}`;
  return {
    reason:
      `Python ${version} is missing: looked on PATH, in pyenv, in uv's folder and in the tool cache; ${found}${fetched.reason}. ` +
      `Install it (uv python install ${version}, pyenv install ${version}, or actions/setup-python in a workflow), ` +
      `or take it out of the option versions`,
  };
}

async function fetchByUv(
  version: string,
  { exec, log }: InterpreterPort & { readonly log: (line: string) => void },
): Promise<{ readonly interpreter: Interpreter } | { readonly reason: string }> {
  const uv = await exec('uv', ['--version']);
  if (uv.exitCode !== 0) return { reason: '' };
  log(`Python ${version} was not found; uv fetches it`);
  const install = await exec('uv', ['python', 'install', version], {
    // Or uv puts links into the user's own bin folder.
    env: { UV_PYTHON_INSTALL_BIN: '0' },
  });
  if (install.exitCode !== 0) return { reason: `; uv could not fetch it: ${lastLine(install.stderr)}` };
  const find = await exec('uv', ['python', 'find', '--python-preference', 'only-managed', version], {
    cwd: tmpdir(),
  });
  const path = find.stdout.trim();
  const interpreter = path === '' ? undefined : await askInterpreter({ path, from: 'uv' }, exec);
  return interpreter ? { interpreter } : { reason: '; uv fetched it, but what it fetched does not run' };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}
