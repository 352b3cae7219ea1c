import { defineConfig, type Check, type Config, type Plugin, type Policy, type Waiver } from '@sluice/core';
import { docker, type DockerInput } from '@sluice/plugin-docker';
import { github, type GithubInput } from '@sluice/plugin-github';
import { health, type HealthInput } from '@sluice/plugin-health';
import { python, type PythonInput } from '@sluice/plugin-python';
import { security, type SecurityInput } from '@sluice/plugin-security';

/** What can be changed of the reference pipeline; everything not given stays as it is. */
export interface ReferenceOptions {
  /** Options of `@sluice/plugin-python`, over those of the reference. */
  readonly python?: PythonInput;
  /** Options of `@sluice/plugin-security`, over those of the reference; `false` leaves it out. */
  readonly security?: SecurityInput | false;
  /** Options of `@sluice/plugin-docker`; `false` leaves it out. Without a Dockerfile its checks are disabled. */
  readonly docker?: DockerInput | false;
  /** Options of `@sluice/plugin-github`; `false` leaves it out. */
  readonly github?: GithubInput | false;
  /** Options of `@sluice/plugin-health`; `false` leaves it out. */
  readonly health?: HealthInput | false;
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

/** Bandit on `app`, or the packages that are found; at most 15 that are high or worse, of all scanners together. */
const SECURITY: SecurityInput = { maxHigh: 15 };

/** The report is committed to a branch of its own, `ci-health`, by the workflow that measures. */
const HEALTH: HealthInput = { commit: {} };

const POLICY: Policy = { required: ['python/*', 'security/*'] };

/**
 * The reference pipeline for a Python service, as a config: Python 3.11 and 3.12, Black, isort, Ruff, pytest with at
 * least 30 % coverage and two retries, and Bandit, all required; MyPy, complexity, slowest tests, the trend of coverage,
 * pip-audit and gitleaks beside them, which never block by themselves: what the scanners find counts together. Where there
 * is a Dockerfile, its image is built, scanned, listed and started, and that never blocks either. Where there are
 * workflows, actionlint (required) and zizmor look at them first; a run in GitHub Actions is shown there, and
 * `sluice health` says how CI does.
 *
 * Nothing is checked here: a misspelt option is reported with all other mistakes when the config is assembled, so
 * keys that this function does not know are handed on for the config's schema to refuse.
 */
export function reference(options: ReferenceOptions = {}): Config {
  const {
    python: pythonInput,
    security: securityInput,
    docker: dockerInput,
    github: githubInput,
    health: healthInput,
    policy,
    plugins = [],
    ...rest
  } = options;
  const isSecured = securityInput !== false;
  return defineConfig({
    ...rest,
    plugins: [
      python({ ...PYTHON, ...pythonInput }),
      ...(isSecured ? [security({ ...SECURITY, ...projectsOf(pythonInput), ...securityInput })] : []),
      ...(dockerInput === false ? [] : [docker(dockerInput)]),
      ...(githubInput === false ? [] : [github(githubInput)]),
      ...(healthInput === false ? [] : [health({ ...HEALTH, ...healthInput })]),
      ...plugins,
    ],
    // A pattern that matches nothing is an error of the config.
    policy: { ...POLICY, ...(isSecured ? {} : { required: ['python/*'] }), ...policy },
  });
}

/** What is tested project by project is scanned project by project. */
function projectsOf(input: PythonInput | undefined): SecurityInput {
  return input?.projects === undefined ? {} : { projects: 'python' };
}
