import type { Exec } from '@sluice/core';

/** What the environment on PATH has to run tests with. */
export interface TestEnvironment {
  readonly python: string;
  readonly path: string;
  readonly pytest: string;
  readonly coverage?: string;
  readonly xdist?: string;
  readonly hasRecorder: boolean;
}

const QUESTION = `
import importlib.metadata as metadata, importlib.util, json, platform, sys
found = {"python": platform.python_version(), "path": sys.executable, "hasRecorder": importlib.util.find_spec("sluice_pytest_record") is not None}
for key, name in (("pytest", "pytest"), ("coverage", "coverage"), ("xdist", "pytest-xdist")):
    try:
        found[key] = metadata.version(name)
    except metadata.PackageNotFoundError:
        pass
print(json.dumps(found))
`;

/** Asks the Python on PATH, without importing anything of the project. */
export async function askEnvironment(exec: Exec): Promise<TestEnvironment | { readonly reason: string }> {
  const result = await exec('python', ['-I', '-c', QUESTION], { timeoutMs: 60_000 });
  if (result.exitCode !== 0) {
    return {
      reason: `the environment's Python does not run: ${result.missing ?? (result.stderr.trim().split('\n').at(-1) || `exit code ${result.exitCode}`)}`,
    };
  }
  try {
    const found = JSON.parse(result.stdout) as Partial<TestEnvironment>;
    if (found.pytest === undefined || !found.hasRecorder)
      return {
        reason: `pytest is not in the environment (${found.path ?? 'python'}); python/env makes one that has it`,
      };
    return found as TestEnvironment;
  } catch {
    return { reason: `the environment's Python answered what is no answer: ${result.stdout.slice(0, 200)}` };
  }
}
