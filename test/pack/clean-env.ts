/**
 * The environment of a stranger's shell: ours without what vitest, npm and CI put in, but with the settings that
 * say how packages are reached.
 */
export function cleanEnv(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name, value]) =>
      value !== undefined &&
      !/^(?:VITEST|NODE_(?:ENV|OPTIONS|PATH|V8_COVERAGE|CHANNEL.*|UNIQUE_ID)$|SLUICE_|CI$|GITHUB_|TEST$|DEV$|PROD$|MODE$|BASE_URL$|INIT_CWD$)/u.test(
        name,
      ) &&
      // `npm test` tells a nested npm by these which project it belongs to.
      !(/^npm_/iu.test(name) && !/^npm_config_(?!local_prefix)/iu.test(name)),
  );
  return { ...(Object.fromEntries(kept) as Record<string, string>), ...extra };
}
