import { join } from 'node:path';

/** Where the attempts of one cell keep what they need; all of it outside of the work tree. */
export interface AttemptFiles {
  readonly junit: string;
  readonly record: string;
  /** pytest's cache, shared by the attempts: it knows what failed last. */
  readonly cacheDir: string;
  readonly lastFailed: string;
  /** Data files of coverage: every process of every attempt adds its own. */
  readonly coverageDir: string;
  readonly coverageData: string;
  readonly coverageCombined: string;
  readonly coverageRc: string;
  readonly coverageJson: string;
  readonly coverageXml: string;
  /** What the attempts so far came to. */
  readonly results: string;
  readonly mergedJunit: string;
}

export function attemptFiles(tempDir: string, attempt: number): AttemptFiles {
  const coverageDir = join(tempDir, 'coverage');
  const cacheDir = join(tempDir, 'cache');
  return {
    junit: join(tempDir, `junit.${attempt}.xml`),
    record: join(tempDir, `record.${attempt}.json`),
    cacheDir,
    lastFailed: join(cacheDir, 'v', 'cache', 'lastfailed'),
    coverageDir,
    coverageData: join(coverageDir, '.coverage'),
    // Of the same name: `coverage combine` looks for files that begin with it.
    coverageCombined: join(tempDir, 'combined', '.coverage'),
    coverageRc: join(tempDir, 'coveragerc'),
    coverageJson: join(tempDir, 'coverage.json'),
    coverageXml: join(tempDir, 'coverage.xml'),
    results: join(tempDir, 'results.json'),
    mergedJunit: join(tempDir, 'junit.xml'),
  };
}
