/** Options of pytest-cov with a value, and those without one. */
const WITH_VALUE = /^--cov-(?:report|config|fail-under|context|precision)(=|$)/u;
const WITHOUT = /^(?:--no-cov(?:-on-fail)?|--cov-(?:append|branch|reset))$/u;

/**
 * Arguments without those of pytest-cov. Coverage is run around pytest instead, under the same configuration: so that
 * the data of several attempts can be put together, subprocesses count, and `--cov-fail-under` makes no test failure.
 */
export function stripCoverage(args: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] as string;
    if (WITHOUT.test(argument) || argument.startsWith('--cov=')) continue;
    const match = WITH_VALUE.exec(argument);
    if (match) index += match[1] === '=' ? 0 : 1;
    else if (argument === '--cov') index += args[index + 1]?.startsWith('-') === false ? 1 : 0;
    else kept.push(argument);
  }
  return kept;
}

/** Words as one text that a shell, and pytest's `addopts`, split into the same words. */
export function joinWords(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`))
    .join(' ');
}
