/**
 * What GitHub's code scanning takes of one upload; above these it refuses the file or drops what it likes. From
 * "SARIF support for code scanning".
 */
export const SARIF_LIMITS = {
  runs: 20,
  /** It takes 25,000 and keeps 5,000, by an order of its own: better the 5,000 worst, and a note. */
  resultsPerRun: 5000,
  rulesPerRun: 25_000,
  tagsPerRule: 20,
  locationsPerResult: 100,
  nameCharacters: 255,
  textCharacters: 1024,
} as const;
