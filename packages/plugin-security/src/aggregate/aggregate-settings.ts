import { CiError, loadConfig, isCiError, readCommitted, type Config, type Waiver } from '@sluice/core';
import { securityOptions, type SecurityOptions } from '../options.ts';

/** What a config, where there is one, says of how reports are judged. */
export interface AggregateSettings {
  readonly options: SecurityOptions;
  readonly waivers: readonly Waiver[];
}

/**
 * The options of `security()` and the waivers of the config that is in reach of `cwd`; without one the defaults, and
 * the waivers of `ci.waivers.json` beside. Throws a CiError when a config or waiver is there and cannot be taken.
 */
export async function readSettings(cwd: string, now: string): Promise<AggregateSettings> {
  const { config, dir } = await configOf(cwd);
  const { policy, problems } = await readCommitted(dir, config, now);
  const concerning = problems.filter(({ code }) => code.startsWith('WAIVER'));
  if (concerning.length > 0) throw new CiError(concerning);
  const plugin = (config.plugins ?? []).find(({ name }) => name === 'security');
  const options = securityOptions.safeParse(plugin?.rawOptions ?? {});
  if (!options.success) {
    throw new CiError(
      options.error.issues.map(({ path, message }) => ({
        code: 'PLUGIN_OPTIONS_INVALID',
        message: `security: ${path.join('.') === '' ? '' : `\`${path.join('.')}\`: `}${message}`,
        hint: 'Correct the option in the config.',
      })),
    );
  }
  return { options: options.data, waivers: policy.waivers };
}

async function configOf(cwd: string): Promise<{ readonly config: Config; readonly dir: string }> {
  try {
    return await loadConfig({ cwd });
  } catch (error) {
    const isAbsent = isCiError(error) && error.problems.every(({ code }) => code === 'CONFIG_NOT_FOUND');
    if (isAbsent) return { config: {}, dir: cwd };
    throw error;
  }
}
