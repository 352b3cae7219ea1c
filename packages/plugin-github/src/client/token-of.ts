/** The token of an environment: `GITHUB_TOKEN` first, as `gh` has it the other way round only outside of Actions. */
export function tokenOf(env: Readonly<Record<string, string | undefined>>): string | undefined {
  return [env['GITHUB_TOKEN'], env['GH_TOKEN']]
    .map((value) => value?.trim())
    .find((value) => value !== undefined && value !== '');
}
