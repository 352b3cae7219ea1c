/** One requirement, as pip reads it, and where it is written. */
export interface Requirement {
  /** Normalised name; undefined for an address or a path without one. */
  readonly name?: string;
  /** The exact version, where it names one. */
  readonly version?: string;
  /** The whole line, continuation lines joined, comments taken off. */
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

/** What a project depends on, as far as its files say. */
export interface Declared {
  /** Files that were read, relative to the config. */
  readonly files: readonly string[];
  readonly requirements: readonly Requirement[];
  /** Lines that are options of pip, such as an index: `--index-url …`. */
  readonly options: readonly string[];
  /** True when a lock or a compiled file lists all, what others bring in included. */
  readonly isClosed: boolean;
  /** What is wrong with the files, in words: then nothing can be audited. */
  readonly faults: readonly string[];
}
