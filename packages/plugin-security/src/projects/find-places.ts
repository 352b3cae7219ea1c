import type { Check } from '@sluice/core';
import type { SecurityOptions } from '../options.ts';
import { ONLY_PLACE, type ProjectPlace } from './project-place.ts';

/**
 * The projects to scan: those of the option, or those of the plugin that it names, as its checks tell them: a value on
 * the axis `project`, and the folder that they work in. Throws when that plugin has no checks: nothing would be scanned.
 */
export function findPlaces(
  projects: SecurityOptions['projects'],
  added: () => readonly Check[],
): readonly ProjectPlace[] {
  if (projects === undefined) return [ONLY_PLACE];
  if (typeof projects === 'string') return placesOf(projects, added());
  const entries = Object.entries(projects).map(([name, place]) => ({
    name,
    root: typeof place === 'string' ? place : place.root,
    widened: [],
  }));
  return named(entries);
}

function placesOf(plugin: string, checks: readonly Check[]): readonly ProjectPlace[] {
  const theirs = checks.filter(({ id }) => id.startsWith(`${plugin}/`));
  if (theirs.length === 0)
    throw new Error(
      `projects is '${plugin}', and no plugin of that name has added checks: add it to the config, or name the projects`,
    );
  const names = new Set(theirs.flatMap(({ matrix }) => matrix?.['project'] ?? []));
  const only = theirs[0]?.folder ?? '.';
  if (names.size === 0) return [only === '.' ? ONLY_PLACE : { root: only, widened: [] }];
  return [...names].map((name) => {
    const own = theirs.filter(({ matrix }) => matrix?.['project']?.includes(name) === true);
    const root = own[0]?.folder ?? '.';
    return { name, root, widened: beyond(root, own) };
  });
}

/** What the checks of a project depend on outside of its folder. */
function beyond(root: string, checks: readonly Check[]): readonly string[] {
  const inputs = checks.flatMap((check) => check.inputs ?? []);
  if (root === '.') return [];
  return [...new Set(inputs)].filter((glob) => !glob.startsWith('!') && !glob.startsWith(`${root}/`));
}

/** One project has the ids of a config without projects. */
function named(places: readonly (ProjectPlace & { readonly name: string })[]): readonly ProjectPlace[] {
  const [only] = places;
  return places.length === 1 && only !== undefined ? [{ root: only.root, widened: only.widened }] : places;
}
