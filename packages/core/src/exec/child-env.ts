import { isCredential } from './credential-name.ts';

/**
 * The environment of a check's programs: everything but credentials, as `credential-name.ts` tells them by name,
 * and addresses with a password in them (`PIP_INDEX_URL=https://user:password@host`). `allowed` are the exact names
 * that the check declares in `env`. Proxies and certificates always pass, and NO_COLOR and FORCE_COLOR as they are.
 */
export function childEnv(
  env: Readonly<Record<string, string | undefined>>,
  allowed: readonly string[],
): Record<string, string> {
  const named = new Set(allowed);
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) continue;
    if (named.has(name) || !isCredential(name, value)) result[name] = value;
  }
  return result;
}
