/** Where a project is that is scanned by itself. */
export interface ProjectPlace {
  /** Its name in cells; undefined where it is the only one. */
  readonly name?: string;
  /** Its folder, relative to the config's; `.` for the config's own. */
  readonly root: string;
  /** Globs of what it depends on beyond its folder, relative to the config's. */
  readonly widened: readonly string[];
}

/** The one place of a config that names no projects. */
export const ONLY_PLACE: ProjectPlace = { root: '.', widened: [] };
