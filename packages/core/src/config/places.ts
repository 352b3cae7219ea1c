/** The names a config may have, in the order in which they are looked for. */
export const CONFIG_PLACES = [
  'ci.config.ts',
  'ci.config.mts',
  'ci.config.js',
  'ci.config.mjs',
  'ci.config.cjs',
  'ci.config.json',
] as const;
