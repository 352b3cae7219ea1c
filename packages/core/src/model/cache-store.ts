/** `ac`: results, by the digest of what they were made from. `cas`: files, by the sha256 of their content. */
export type CacheKind = 'ac' | 'cas';

/** What a store is asked with. */
export interface StoreRequest {
  readonly signal: AbortSignal;
  /** More than this is not wanted: a body without an end is given up here. */
  readonly maxBytes: number;
}

/**
 * A place for results, for anybody to implement: it keeps bytes under a name of 64 hexadecimal digits and gives them
 * back. Nothing it says is believed: every answer is held against its digest, and what does not fit is a miss. So it
 * needs no checks of its own, and may forget whatever it likes.
 */
export interface CacheStore {
  /** For people: `the remote cache at cache.example.org`. */
  readonly name: string;
  /** Undefined when it is not there. A rejection means that the store itself does not work. */
  readonly get: (kind: CacheKind, name: string, request: StoreRequest) => Promise<Uint8Array | undefined>;
  /** Rejects when it could not be kept. */
  readonly put: (
    kind: CacheKind,
    name: string,
    bytes: Uint8Array,
    request: Pick<StoreRequest, 'signal'>,
  ) => Promise<void>;
}
