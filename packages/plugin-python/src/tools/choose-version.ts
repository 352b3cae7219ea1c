import type { Project } from '../project/project.ts';
import { tableAt, valueAt } from '../project/table.ts';
import { PINS } from './pins.ts';
import { satisfies } from '../project/pep440.ts';
import { exactVersion } from './exact-version.ts';
import type { ToolName } from './tool-name.ts';

/** A version and what fixed it. */
export interface ChosenVersion {
  readonly version: string;
  /** `uv.lock`, `pyproject.toml (dependency-groups.dev): black>=23,<24`, or the plugin's default. */
  readonly from: string;
  readonly isPinnedByProject: boolean;
}

/** Repositories whose tags are the tool's own releases: the hooks of others carry numbers of their own. */
const HOOK_REPOSITORIES: Readonly<Record<ToolName, RegExp>> = {
  black: /\/(psf\/black|psf\/black-pre-commit-mirror|ambv\/black)(\.git)?\/?$/,
  isort: /\/(pycqa\/isort|timothycrosley\/isort|pre-commit\/mirrors-isort)(\.git)?\/?$/i,
  mypy: /\/pre-commit\/mirrors-mypy(\.git)?\/?$/,
  ruff: /\/(astral-sh|charliermarsh)\/ruff-pre-commit(\.git)?\/?$/,
};

/**
 * Chooses the version of a tool: the project's own exact pin (a lock file, a requirement, a pre-commit hook, in
 * this order), else the plugin's default where the project's ranges allow it, else the newest release known here
 * that they allow. A linter of another version than the project's gives another verdict, so a range is never ignored.
 */
export function chooseVersion(name: ToolName, project: Project): ChosenVersion {
  return exactPin(name, project) ?? fromRanges(name, project);
}

function exactPin(name: ToolName, project: Project): ChosenVersion | undefined {
  for (const { file, versions } of project.locks) {
    const version = versions.get(name);
    if (version !== undefined) return { version, from: file, isPinnedByProject: true };
  }
  for (const requirement of project.requirements) {
    const version = requirement.name === name ? exactVersion(requirement.specifier) : undefined;
    if (version !== undefined) return { version, from: requirement.from, isPinnedByProject: true };
  }
  const hook = project.hooks.find(({ repo }) => HOOK_REPOSITORIES[name].test(repo));
  if (hook && /^\d+(\.\d+)+$/.test(hook.version)) {
    return { version: hook.version, from: '.pre-commit-config.yaml', isPinnedByProject: true };
  }
  return undefined;
}

function fromRanges(name: ToolName, project: Project): ChosenVersion {
  const pin = PINS[name];
  const ranges = [...project.requirements, ...requiredVersion(name, project)].filter(
    (requirement) => requirement.name === name && requirement.specifier !== '',
  );
  const fits = (version: string): boolean => ranges.every((range) => satisfies(version, range.specifier));
  if (fits(pin.version))
    return { version: pin.version, from: 'the default of plugin-python', isPinnedByProject: false };
  const known = pin.releases.split(' ').findLast(fits);
  const from = ranges.map((range) => `${range.from}: ${name}${range.specifier}`).join('; ');
  // Newer than any release known here: the range's own lower bound is a release that exists.
  const bound = ranges
    .map((range) => /(?:>=|~=)(\d[\d.]*)/.exec(range.specifier)?.[1])
    .find((found) => found !== undefined);
  const version = known ?? (bound !== undefined && fits(bound) ? bound : undefined);
  if (version !== undefined) return { version, from, isPinnedByProject: false };
  return {
    version: pin.version,
    from: `the default of plugin-python; no release fits ${from}`,
    isPinnedByProject: false,
  };
}

/** Black's and Ruff's `required-version`, which they themselves refuse to run without. */
function requiredVersion(name: ToolName, project: Project): Project['requirements'] {
  if (name === 'black') {
    const value = valueAt(project.pyproject, 'tool', 'black', 'required-version');
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    const text = String(value);
    const specifier = text.includes('.') ? `==${text}` : `==${text}.*`;
    return [{ name, specifier, from: 'pyproject.toml ([tool.black] required-version)' }];
  }
  if (name !== 'ruff') return [];
  const table = project.ruffToml?.table ?? tableAt(project.pyproject, 'tool', 'ruff');
  const value = valueAt(table, 'required-version');
  if (typeof value !== 'string') return [];
  const specifier = /^\d/.test(value) ? `==${value}` : value.replace(/\s/g, '');
  return [{ name, specifier, from: `${project.ruffToml?.file ?? 'pyproject.toml'} (required-version)` }];
}
