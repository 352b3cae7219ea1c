import type { Exec } from '@sluice/core';

/**
 * The values of these variables, of those that are set, as programs of the check get them. A check itself has no
 * environment, and what it names as a credential reaches its programs alone; the output goes to no log.
 */
export async function readVariables(
  exec: Exec,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for (const name of new Set(names)) {
    const { exitCode, stdout } = await exec('printenv', [name], { output: 'private' });
    if (exitCode === 0) values.set(name, stdout.replace(/\n$/u, ''));
  }
  return values;
}
