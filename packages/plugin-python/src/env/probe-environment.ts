import type { Exec } from '@sluice/core';
import { pythonIn } from './environment-paths.ts';

/** What an environment says of itself. */
export interface EnvironmentProbe {
  readonly python: string;
  readonly site: string;
  readonly entries: readonly string[];
}

/** Lists what is installed, and imports what every run relies on: a broken environment must not look like a red test. */
const QUESTION = `
import importlib.util, json, os, platform, sys, sysconfig
for name in ("pytest", "_pytest", "coverage", "xdist"):
    if importlib.util.find_spec(name):
        __import__(name)
site = sysconfig.get_path("purelib")
print(json.dumps({
  "python": platform.python_version(),
  "site": site,
  "entries": sorted(name for name in os.listdir(site) if name != "__pycache__"),
}))
`;

/** Asks an environment what it holds; undefined when it does not run or does not import. */
export async function probeEnvironment(folder: string, exec: Exec): Promise<EnvironmentProbe | undefined> {
  const result = await exec(pythonIn(folder), ['-I', '-B', '-c', QUESTION], { timeoutMs: 60_000 });
  if (result.exitCode !== 0) return undefined;
  try {
    return JSON.parse(result.stdout) as EnvironmentProbe;
  } catch {
    return undefined;
  }
}

/** Distributions among the entries of a site-packages folder: normalised name to version. */
export function distributions(entries: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const entry of entries) {
    const match = /^(.+?)-([^-]+)\.dist-info$/u.exec(entry);
    if (match) found.set((match[1] as string).toLowerCase().replace(/[-_.]+/gu, '-'), match[2] as string);
  }
  return found;
}
