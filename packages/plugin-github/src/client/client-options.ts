import type { EtagStore } from './etag-store.ts';

/** What a client needs. The environment is read for the token, proxies and certificates alone. */
export interface ClientOptions {
  /** `GITHUB_TOKEN` or `GH_TOKEN`, `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`, `SSL_CERT_FILE`, `NODE_EXTRA_CA_CERTS`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Default `GITHUB_API_URL`, else `https://api.github.com`. */
  readonly apiUrl?: string;
  readonly signal?: AbortSignal;
  /** Of one request, its body included. Default 30,000. */
  readonly timeoutMs?: number;
  /** The longest wait that GitHub may ask for; beyond it the call is given up. Default 30,000. */
  readonly mostWaitMs?: number;
  /** How long a second of waiting takes. Default 1,000; with less, the pauses between writes are left out too. */
  readonly secondMs?: number;
  /** Default: a store in memory. */
  readonly etags?: EtagStore;
}
