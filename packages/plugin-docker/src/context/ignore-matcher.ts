import type { IgnoreRule } from './ignore-rule.ts';

/** Which paths of a context are left out. */
export interface IgnoreMatcher {
  /** Whether this path, relative to the context, is left out. */
  readonly leavesOut: (path: string) => boolean;
  /** Whether something in a folder that is left out may be sent after all. */
  readonly hasExceptions: boolean;
}

/**
 * The rules as a test. The last rule that matches a path, or a folder above it, decides.
 * Source: moby/patternmatcher, `MatchesOrParentMatches`.
 */
export function createIgnoreMatcher(rules: readonly IgnoreRule[]): IgnoreMatcher {
  const tests = rules.map(({ pattern, isException }) => ({ test: toExpression(pattern), isException }));
  return {
    hasExceptions: rules.some(({ isException }) => isException),
    leavesOut: (path) => {
      const parts = path.split('/');
      const above = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
      let isLeftOut = false;
      // A rule that would change nothing is not tried.
      for (const { test, isException } of tests)
        if (isException === isLeftOut && above.some((one) => test.test(one))) isLeftOut = !isException;
      return isLeftOut;
    },
  };
}

/** Source: moby/patternmatcher, `(*Pattern).compile`. A pattern that is no expression matches nothing. */
function toExpression(pattern: string): RegExp {
  let source = '';
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern.charAt(index);
    if (pattern.startsWith('**', index)) {
      index += pattern.charAt(index + 2) === '/' ? 2 : 1;
      source += index + 1 >= pattern.length ? '.*' : '(?:.*/)?';
    } else if (character === '*') {
      source += '[^/]*';
    } else if (character === '?') {
      source += '[^/]';
    } else if (character === '\\') {
      index += 1;
      source += escape(pattern.charAt(index) || '\\');
    } else {
      source += '[]^-'.includes(character) ? character : escape(character);
    }
  }
  try {
    return new RegExp(`^${source}$`, 'su');
  } catch {
    return /(?!)/u;
  }
}

function escape(character: string): string {
  return character.replace(/[\\^$.|+?()[\]{}*/]/u, String.raw`\$&`);
}
