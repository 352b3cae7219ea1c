/** How requests leave: by Node's own fetch, or by one that knows a proxy and certificates of the network's own. */
export interface Network {
  readonly fetch: typeof globalThis.fetch;
  /** Ends idle connections, so that none keeps the process alive. */
  readonly close: () => Promise<void>;
}
