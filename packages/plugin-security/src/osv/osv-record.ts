/** One event of a range: the version from which on a package is affected, or no longer is. */
export type OsvEvent = Readonly<Partial<Record<'introduced' | 'fixed' | 'last_affected' | 'limit', string>>>;

export interface OsvAffected {
  /** Normalised as PEP 503 has it: `zope-interface`. */
  readonly name: string;
  readonly ranges: readonly (readonly OsvEvent[])[];
  readonly versions: readonly string[];
}

/** An advisory, cut down to the fields that are used here; only what it says of packages of PyPI. */
export interface OsvRecord {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary?: string;
  /** `2024-03-01T12:00:00Z`, the one form that pip-audit reads. */
  readonly published?: string;
  readonly modified?: string;
  readonly isWithdrawn: boolean;
  readonly affected: readonly OsvAffected[];
  /** The database's own word: `LOW`, `MODERATE`, `HIGH`, `CRITICAL`. */
  readonly severity?: string;
  /** CVSS vectors, as the record gives them. */
  readonly vectors: readonly string[];
  readonly cwe: readonly string[];
}
