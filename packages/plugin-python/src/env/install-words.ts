import type { ExecResult } from '@sluice/core';

const MAX_LENGTH = 900;

/**
 * Why an installation failed, in the installer's own words: its error lines, and what the build it ran said last.
 * The whole output is in the log.
 */
export function installWords(result: ExecResult): string {
  if (result.missing !== undefined) return `it could not be started: ${result.missing}`;
  if (result.timedOut) return 'it did not end in time';
  if (result.exitCode === null) return `it was ended by ${result.signal ?? 'a signal'}`;
  const lines = `${result.stdout}\n${result.stderr}`.split(/\r?\n/u).map((line) => line.trimEnd());
  const end = lines.findLastIndex((line) => /^\s*\[end of output\]/u.test(line));
  const built =
    end === -1
      ? []
      : lines
          .slice(0, end)
          .filter((line) => line.trim() !== '')
          .slice(-2);
  const errors = lines.filter((line) =>
    /^\s*(?:error|ERROR|fatal|×|cause: |Because|And because|and because|╰─▶)|: error: /u.test(line),
  );
  const telling = [...new Set([...built, ...errors].map((line) => line.trim()))].filter(
    (line) => !/note above|See above for output|issue with the package mentioned/u.test(line),
  );
  const words = telling.length > 0 ? telling : lines.filter((line) => line.trim() !== '').slice(-3);
  return words.join('\n').slice(0, MAX_LENGTH) || `it ended with ${result.exitCode} and said nothing`;
}

/** A build that takes its version from git tags and found none: a shallow clone, or no `.git` at all. */
export function isVersionFromGitMissing(result: ExecResult): boolean {
  const text = `${result.stdout}\n${result.stderr}`;
  return /(?:setuptools[-_]scm was unable to detect version|Versioning for this project requires either an sdist|unable to detect version for|SETUPTOOLS_SCM_PRETEND_VERSION|hatch[-_]vcs.*version|Cannot find the version number from SCM|PDM_BUILD_SCM_VERSION|UnableToDetermineVersion)/su.test(
    text,
  );
}

/** The resolver found that requirements contradict one another. */
export function isContradiction(result: ExecResult): boolean {
  return /ResolutionImpossible|conflicting dependencies|No solution found when resolving|are incompatible/u.test(
    `${result.stdout}\n${result.stderr}`,
  );
}

/** Debian keeps what `venv` needs for pip in a package of its own. */
export function isEnsurepipMissing(result: ExecResult): boolean {
  return /ensurepip is not\s+available|No module named ensurepip/u.test(`${result.stdout}\n${result.stderr}`);
}

/** The installer could not reach an index, which another installer may be configured for. */
export function isIndexUnreachable(result: ExecResult): boolean {
  return /Failed to fetch|error sending request|invalid peer certificate|dns error|tcp connect error|401 Unauthorized|403 Forbidden/iu.test(
    `${result.stdout}\n${result.stderr}`,
  );
}
