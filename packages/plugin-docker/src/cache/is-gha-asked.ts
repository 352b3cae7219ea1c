import type { DockerOptions } from '../options.ts';

/** Whether the cache of GitHub Actions is wanted here: by name, or automatically because this is Actions. */
export function isGhaAsked(
  cache: DockerOptions['cache'],
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return cache === 'gha' || (cache === 'auto' && env['GITHUB_ACTIONS'] !== undefined);
}
