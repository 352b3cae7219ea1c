/** Without these two plugins there is nothing to read and nothing to try again. */
const NEEDED = /^no:(?:pytest_)?(?:cacheprovider|junitxml)$/u;

/**
 * Arguments without those that block a plugin results are read from. Adding `-p junitxml` instead does not do: by
 * then some versions of pytest have registered it, and registering it again fails.
 */
export function stripBlocked(args: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] as string;
    if (argument === '-p' && NEEDED.test(args[index + 1] ?? '')) index++;
    else if (!argument.startsWith('-p') || !NEEDED.test(argument.slice(2))) kept.push(argument);
  }
  return kept;
}
