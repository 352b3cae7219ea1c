import type { Config } from './config.ts';

/** Gives a config its type and returns it as it is. Everything is validated when the pipeline is assembled. */
export function defineConfig(config: Config): Config {
  return config;
}
