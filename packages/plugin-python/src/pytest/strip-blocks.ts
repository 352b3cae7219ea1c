/** Without these two there is nothing to read and nothing to try again. */
const NEEDED = /^no:(?:pytest_)?(?:cacheprovider|junitxml)$/u;

/**
 * Arguments without the `-p no:…` of plugins that Sluice reads from. Asking for such a plugin again by `-p` does not do:
 * one that `addopts` blocks is registered by then, and pytest ends with "option names already added".
 */
export function stripBlocks(args: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] as string;
    if (argument === '-p' && NEEDED.test(args[index + 1] ?? '')) index += 1;
    else if (!(argument.startsWith('-p') && NEEDED.test(argument.slice(2)))) kept.push(argument);
  }
  return kept;
}
