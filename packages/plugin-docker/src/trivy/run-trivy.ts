import type { CheckContext, ExecResult, HookEnv } from '@sluice/core';

/** One run of Trivy, by its verb `image`. */
export interface TrivyRun {
  /** Holds the database, and what it remembers of layers. Two runs at one time need two. */
  readonly cacheDir: string;
  readonly args: readonly string[];
  /** The environment, for names of variables that would change what Trivy does. */
  readonly env: HookEnv;
  /** Default: the check's own. */
  readonly cwd?: string;
}

/**
 * `--config ''`: a `trivy.yaml` in the project would filter what is found behind the back of the options. Trivy's own
 * deadline is 5 minutes; the check has one.
 */
const ALWAYS = [
  '--config',
  '',
  '--no-progress',
  '--skip-version-check',
  '--disable-telemetry',
  '--offline-scan',
  '--timeout',
  '24h',
];

/** Where the database comes from and how a registry is reached is the machine's affair; all else is an option. */
const MAY_PASS = new Set([
  'TRIVY_DB_REPOSITORY',
  'TRIVY_JAVA_DB_REPOSITORY',
  'TRIVY_CACERT',
  'TRIVY_INSECURE',
]);

export async function runTrivy(
  ctx: Pick<CheckContext, 'exec'>,
  { cacheDir, args, env, cwd }: TrivyRun,
): Promise<ExecResult> {
  const own = Object.keys(env).filter((name) => name.startsWith('TRIVY_') && !MAY_PASS.has(name));
  return ctx.exec('trivy', ['image', ...args, '--cache-dir', cacheDir, ...ALWAYS], {
    ...(cwd === undefined ? {} : { cwd }),
    env: Object.fromEntries(own.map((name) => [name, undefined])),
  });
}
