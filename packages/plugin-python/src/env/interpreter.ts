/** A Python that was run and said what it is. */
export interface Interpreter {
  /** `3.12.1`. */
  readonly version: string;
  /** The real path of the base interpreter: never a shim, a link or an environment's own. */
  readonly path: string;
  /** Where it was found, in words: `PATH`, `pyenv`, `uv`, `tool cache`. */
  readonly from: string;
  /** Whether `venv` can put pip into an environment; Debian keeps that in a package of its own. */
  readonly hasEnsurepip: boolean;
  /** PEP 508's variables of this interpreter. */
  readonly markers: Readonly<Record<string, string>>;
}

/** A place where an interpreter may be. */
export interface Candidate {
  readonly path: string;
  readonly from: string;
}

/** `3.12` matches every 3.12.x, `3.12.1` only itself. A version before its release matches its minor too. */
export function isWantedVersion(wanted: string, found: string): boolean {
  return wanted.split('.').length > 2 ? found === wanted : found.startsWith(`${wanted}.`);
}

/** Newest first. */
export function byVersion(left: string, right: string): number {
  return right.localeCompare(left, 'en', { numeric: true });
}
