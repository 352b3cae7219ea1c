/** An answer that GitHub confirms with 304, which costs nothing of the rate limit. */
export interface EtagEntry {
  readonly etag: string;
  readonly data: unknown;
  readonly link?: string;
}

/** Where answers are kept, by address. */
export interface EtagStore {
  readonly get: (url: string) => EtagEntry | undefined;
  readonly set: (url: string, entry: EtagEntry) => void;
}

const MOST_ENTRIES = 200;

/** A store for one run; the oldest entry makes room. */
export function createEtagStore(): EtagStore {
  const entries = new Map<string, EtagEntry>();
  return {
    get: (url) => entries.get(url),
    set: (url, entry) => {
      entries.delete(url);
      entries.set(url, entry);
      const [oldest] = entries.keys();
      if (entries.size > MOST_ENTRIES && oldest !== undefined) entries.delete(oldest);
    },
  };
}
