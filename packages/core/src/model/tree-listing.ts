/** One file of a work tree, as git lists it. */
export interface TreeFile {
  /** Relative to the config's folder, decoded, as globs match it. */
  readonly path: string;
  /** The bytes of the path in Latin-1, where they are no UTF-8: what the file is opened by. */
  readonly rawPath?: string;
  /** Of the index, in octal; absent for an untracked file. */
  readonly mode?: string;
  /** The object that git says the file is equal to. Absent where only its content can tell. */
  readonly blob?: string;
}

/** The files under a folder, and what tells whether they are the same as before. */
export interface TreeListing {
  /** Tracked and untracked ones, sorted by path; deleted ones are not among them. */
  readonly files: readonly TreeFile[];
  /** What git ignores: files, and folders with a `/` at the end. Empty without git. */
  readonly ignored: readonly string[];
}
