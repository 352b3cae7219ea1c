/** What a lock file says to install for one interpreter and one choice of extras and groups. */
export interface LockedSet {
  /** Lines of a requirements file, each with its hashes. */
  readonly hashed: readonly string[];
  /** Lines that cannot have hashes: revisions of repositories. */
  readonly unhashed: readonly string[];
  /** Folders of the same repository that are installed from where they are, relative to the project. */
  readonly folders: readonly { readonly path: string; readonly isEditable: boolean }[];
  /** Normalised name to version. */
  readonly versions: Readonly<Record<string, string>>;
  /** Indexes besides the default one, which some packages come from. */
  readonly indexes: readonly string[];
}

/** A lock that could not be used, in words: the environment is then resolved anew, and says so. */
export interface UnusableLock {
  readonly reason: string;
}

/** One locked package, in whichever format it was written. */
export interface LockedPackage {
  readonly name: string;
  readonly version?: string;
  readonly hashes: readonly string[];
  readonly source: LockedSource;
  /** What it requires; `extra` is set for what only an extra of it requires. */
  readonly dependencies: readonly LockedDependency[];
}

export type LockedSource =
  | { readonly kind: 'index'; readonly index?: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'repository'; readonly url: string }
  | { readonly kind: 'folder'; readonly path: string; readonly isEditable: boolean }
  /** The project itself, or a member that is no package: its requirements count, it is not installed. */
  | { readonly kind: 'virtual' };

export interface LockedDependency {
  readonly name: string;
  readonly extras: readonly string[];
  readonly marker?: string;
  /** An exact version, where the lock holds several. */
  readonly version?: string;
  /** A PEP 440 range that a locked version has to satisfy. */
  readonly specifier?: string;
  readonly extra?: string;
}

const DEFAULT_INDEX = /^https:\/\/pypi\.org\/simple\/?$/u;

/** Writes packages as lines for pip. A package without a hash and without a repository makes the lock unusable. */
export function toLockedSet(packages: readonly LockedPackage[]): LockedSet | UnusableLock {
  const hashed: string[] = [];
  const unhashed: string[] = [];
  const folders: { path: string; isEditable: boolean }[] = [];
  const versions: Record<string, string> = {};
  const indexes = new Set<string>();
  for (const { name, version, hashes, source } of packages) {
    if (version !== undefined && source.kind !== 'virtual' && source.kind !== 'folder')
      versions[name] = version;
    if (source.kind === 'virtual') continue;
    if (source.kind === 'folder') folders.push(source);
    else if (source.kind === 'repository') unhashed.push(`${name} @ ${source.url}`);
    else {
      if (hashes.length === 0) return { reason: `it holds no hash for ${name}` };
      const target = source.kind === 'url' ? `${name} @ ${source.url}` : `${name}==${version ?? ''}`;
      hashed.push([target, ...[...new Set(hashes)].sort().map((hash) => `--hash=${hash}`)].join(' '));
      if (source.kind === 'index' && source.index && !DEFAULT_INDEX.test(source.index))
        indexes.add(source.index);
    }
  }
  return {
    hashed: hashed.sort(),
    unhashed: unhashed.sort(),
    folders,
    versions,
    indexes: [...indexes].sort(),
  };
}
