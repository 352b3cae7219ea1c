import { describe, expect, it } from 'vitest';
import { trivyWords } from '../../src/trivy/trivy-words.ts';

/** As Trivy 0.76.0 says it; the first of several is repeated for each mirror. */
const said = (stderr: string): string => trivyWords({ stderr } as never);

describe('why Trivy gave up', () => {
  it.each([
    [
      'the causes below, each once',
      '2026-11-29T11:27:21Z\tFATAL\tFatal error\trun error: init error: DB error: failed to download artifact: OCI repository error: 1 error occurred:\n\t* Get "https://mirror.gcr.io/v2/": dial tcp: no such host\n\t* Get "https://mirror.gcr.io/v2/": dial tcp: no such host\n\n',
      'Get "https://mirror.gcr.io/v2/": dial tcp: no such host',
    ],
    [
      'the end of the chain',
      '2026-11-29T11:27:21Z\tINFO\tx\n2026-11-29T11:27:21Z\tFATAL\tFatal error\trun error: init error: DB error: error in vulnerability DB initialization: failed to open db: invalid database\n',
      'failed to open db: invalid database',
    ],
    ['the last line, where it says of none that it is fatal', 'one\npanic: two\n\n', 'panic: two'],
    ['that it said nothing', '\n', 'it said nothing'],
  ])('is %s', (_, stderr, words) => {
    expect(said(stderr)).toBe(words);
  });

  it('is one line without what drives a terminal, and no longer than a line', () => {
    const words = said(`x\tFATAL\tFatal error\t\u001B[31m${'a'.repeat(2000)}\u0007`);
    expect(words).not.toMatch(/\p{Cc}/u);
    expect(words.length).toBeLessThanOrEqual(300);
  });
});
