import type { EtagStore } from '@sluice/plugin-github/client';
import type { HealthStore } from '../store/health-store.ts';

/** Answers that are kept between runs, so that what did not change costs nothing of the rate limit. */
export function storedEtags(store: HealthStore): EtagStore {
  return {
    get: (url) => store.answer(url),
    set: (url, { etag, data, link }) => {
      // Asked once and never again: they are in the database already.
      if (/\/attempts\/\d+(?:\/|$)/u.test(url)) return;
      store.setAnswer(url, { etag, data, ...(link === undefined ? {} : { link }) });
    },
  };
}
