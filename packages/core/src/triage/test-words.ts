/** Whoever names a script, a target or a check so says that it runs tests: what it prints is theirs. */
const TESTS: ReadonlySet<string> = new Set(
  'test tests testing tested testacc unittest unittests pytest jest vitest mocha spec specs check checks e2e unit lint linter verify verification ci coverage cov integration smoke acceptance bench benchmark fuzz validate eval qa'.split(
    ' ',
  ),
);

/** The words of a name that say that it tests. */
export function testWords(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]{1,50}/u)
    .filter((word) => TESTS.has(word) || /^tests?\d{0,9}$/u.test(word));
}
