/** One project of those that the plugin looks after, and what of the others bears on it. */
export interface PythonScope {
  /** Its name in cells; undefined where it is the only one, whose cells are its versions alone. */
  readonly name?: string;
  /** Its folder, relative to the config's, with forward slashes; `.` for the config's own. */
  readonly root: string;
  /** Folders of other projects within its own, relative to it: they are not its code. */
  readonly nested: readonly string[];
  /** Folders, relative to the config's, that it is built from: its path dependencies, and theirs. */
  readonly dependencies: readonly string[];
  /** Further globs and files that its checks depend on, relative to the config's folder. */
  readonly shared: readonly string[];
  /** False where it is built from something outside of the config's folder: then no change can be ruled out. */
  readonly isBounded: boolean;
  /** How many projects there are: each has its share of the environments that are kept. */
  readonly count: number;
}

/** The one project of a config that names none. */
export const ONLY_PROJECT: PythonScope = {
  root: '.',
  nested: [],
  dependencies: [],
  shared: [],
  isBounded: true,
  count: 1,
};
