import { defineConfig, type Check, type Config, type Plugin, type Policy, type Waiver } from '@sluice/core';
import { python, type PythonInput } from '@sluice/plugin-python';

/** What can be changed of the reference pipeline; everything not given stays as it is. */
export interface ReferenceOptions {
  /** Options of `@sluice/plugin-python`, over those of the reference. */
  readonly python?: PythonInput;
  /** Levels, limits, dates. A list given here replaces the reference's of the same name. */
  readonly policy?: Policy;
  /** Further plugins, after the reference's own. */
  readonly plugins?: readonly Plugin[];
  /** Further checks, as `command()` makes them. */
  readonly checks?: readonly Check[];
  readonly waivers?: readonly Waiver[];
  /** Tool name to the path of the executable to use. */
  readonly tools?: Readonly<Record<string, string>>;
}

/** What the reference sets: Black (100 columns) and isort (profile black), whatever else a project may use. */
const PYTHON: PythonInput = { versions: ['3.11', '3.12'], formatter: 'black' };

const POLICY: Policy = { required: ['python/*'] };

/**
 * The reference pipeline for a Python service, as a config: Python 3.11 and 3.12, Black, isort, Ruff, pytest with at
 * least 30 % coverage and two retries, all required; MyPy, complexity, slowest tests and the trend of coverage beside
 * them, which never block.
 *
 * Nothing is checked here: a misspelt option is reported with all other mistakes when the config is assembled, so
 * keys that this function does not know are handed on for the config's schema to refuse.
 */
export function reference(options: ReferenceOptions = {}): Config {
  const { python: pythonInput, policy, plugins = [], ...rest } = options;
  return defineConfig({
    ...rest,
    plugins: [python({ ...PYTHON, ...pythonInput }), ...plugins],
    policy: { ...POLICY, ...policy },
  });
}
