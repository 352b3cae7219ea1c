import { CiError, isCiError, loadConfig } from '@sluice/core';
import { healthOptions, type HealthOptions } from '../options.ts';

/**
 * The options of `health()` in the config that is in reach of `cwd`; the defaults where there is none, or it has no
 * `health()`. Throws a CiError when a config is there and cannot be taken.
 */
export async function readHealthOptions(cwd: string): Promise<HealthOptions> {
  const options = healthOptions.safeParse(await rawOptions(cwd));
  if (options.success) return options.data;
  throw new CiError(
    options.error.issues.map(({ path, message }) => ({
      code: 'PLUGIN_OPTIONS_INVALID',
      message: `health: ${path.length === 0 ? '' : `\`${path.join('.')}\`: `}${message}`,
      hint: 'Correct the option in the config.',
    })),
  );
}

async function rawOptions(cwd: string): Promise<unknown> {
  try {
    const { config } = await loadConfig({ cwd });
    return (config.plugins ?? []).find(({ name }) => name === 'health')?.rawOptions ?? {};
  } catch (error) {
    if (isCiError(error) && error.problems.every(({ code }) => code === 'CONFIG_NOT_FOUND')) return {};
    throw error;
  }
}
