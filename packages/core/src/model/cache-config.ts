import type { CacheStore } from './cache-store.ts';

/** How results are kept for later runs. */
export interface CacheConfig {
  /** Bound of the local cache. Default 1 GiB. */
  readonly maxBytes?: number;
  /** What was not used for so long is removed. Default 30 days. */
  readonly maxAgeMs?: number;
  readonly remote?: RemoteCacheConfig;
  /** A place of somebody else's making, asked after the local cache and before the remote one. */
  readonly store?: CacheStore;
}

/** A cache behind HTTP in the shape of Bazel's: `GET` and `PUT` of `<url>/ac/<key>` and `<url>/cas/<sha256>`. */
export interface RemoteCacheConfig {
  /** `https://cache.example.org/sluice`; without a password in it. */
  readonly url: string;
  /** The variable that holds the token, sent as `Authorization: Bearer …`; it must look like a credential's name. */
  readonly tokenEnv?: string;
  /** How long one request may take. Default 2 s. */
  readonly timeoutMs?: number;
  /** How long all that a run asks may take together, and as long again what it stores. Default 10 s. */
  readonly budgetMs?: number;
  /** Read, and store nothing. Default false. */
  readonly readOnly?: boolean;
}
