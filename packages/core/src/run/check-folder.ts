import { isAbsolute, posix, resolve } from 'node:path';
import type { Check } from '../model/check.ts';
import type { Location } from '../model/finding.ts';

interface Placed {
  readonly location?: Location | undefined;
  readonly locations?: readonly Location[] | undefined;
}

/** The folder a check works in, and its findings put into the config's. */
export interface CheckFolder {
  readonly path: string;
  /** A finding as the check gave it, with paths relative to the config's folder. */
  readonly place: <T>(finding: T) => T;
}

/** Where a check works, given the config's folder. */
export function checkFolder(cwd: string, { folder }: Pick<Check, 'folder'>): CheckFolder {
  if (folder === undefined || posix.normalize(folder) === '.')
    return { path: cwd, place: (finding) => finding };
  return { path: resolve(cwd, folder), place: (finding) => placed(finding, folder) };
}

// What a check hands over may be anything, and is only read afterwards: what is no finding is left as it is.
function placed<T>(finding: T, folder: string): T {
  if (typeof finding !== 'object' || finding === null) return finding;
  const { location, locations } = finding as Placed;
  return {
    ...finding,
    ...(location === undefined ? {} : { location: moved(location, folder) }),
    ...(Array.isArray(locations) ? { locations: locations.map((one) => moved(one, folder)) } : {}),
  };
}

function moved(location: Location, folder: string): Location {
  const path: unknown = location?.path;
  if (typeof path !== 'string' || path === '' || isAbsolute(path)) return location;
  return { ...location, path: posix.join(folder, path) };
}
