import { posix } from 'node:path';
import type { ImageSpec } from '../images/image-spec.ts';
import { ignorePaths } from './read-ignore-file.ts';
import { createIgnoreMatcher } from './ignore-matcher.ts';
import type { IgnoreRule } from './ignore-rule.ts';

/**
 * The globs of the files that an image is made of: its Dockerfile, its ignore files, its context less what is ignored.
 * Globs know no exception to an exclusion, so a rule that cannot be said in them is left away: a change may then build
 * in vain, and never the other way round. `beside` are files that a check reads from the project and not from the
 * image: like the Dockerfile and secrets they count, ignored or not.
 */
export function contextInputs(
  { context, dockerfile, secrets }: Pick<ImageSpec, 'context' | 'dockerfile' | 'secrets'>,
  rules: readonly IgnoreRule[],
  beside: readonly string[] = [],
): readonly string[] {
  const secretFiles = Object.values(secrets).flatMap((secret) => ('file' in secret ? [secret.file] : []));
  const files = [dockerfile, ...ignorePaths({ context, dockerfile }), ...secretFiles, ...beside];
  const inContext = (glob: string): string => (context === '.' ? glob : `${plain(context)}/${glob}`);
  // Nothing before a rule for everything counts any more.
  const start = rules.findLastIndex(({ pattern, isException }) => !isException && isEverything(pattern));
  const counting = start < 0 ? rules : rules.slice(start + 1);
  const includes = start < 0 ? [inContext('**')] : includesOf(counting).map(inContext);
  // Only what comes after the last exception is left out for certain.
  const certain = counting.slice(counting.findLastIndex(({ isException }) => isException) + 1);
  const excludes = certain
    .filter(({ pattern }) => isExpressible(pattern) && !reaches(pattern, files, context))
    .flatMap(({ pattern }) => withinOf(pattern).map((glob) => `!${inContext(glob)}`));
  return [...new Set([...includes, ...files.map(plain), ...excludes])];
}

function isEverything(pattern: string): boolean {
  return ['*', '**', '**/*'].includes(pattern);
}

/** What exceptions bring back; one that cannot be said as a glob brings back everything. */
function includesOf(rules: readonly IgnoreRule[]): readonly string[] {
  const exceptions = rules.filter(({ isException }) => isException).map(({ pattern }) => pattern);
  if (!exceptions.every(isExpressible)) return ['**'];
  return exceptions.flatMap((pattern) => [pattern, `${pattern}/**`]);
}

/**
 * Whether docker's pattern and the same text as a glob match the same: words, `*`, `?`, and `**` as a whole part.
 * Brackets, braces and signs before them mean other things to one of the two.
 */
function isExpressible(pattern: string): boolean {
  return (
    /^[\w.*?/ ,=~%-]+$/u.test(pattern) &&
    !pattern.startsWith('..') &&
    pattern !== '.' &&
    pattern.split('/').every((part) => part === '**' || !part.includes('**'))
  );
}

/** What a rule leaves out, with what lies below it. To docker `a/**` is what is in `a`; the glob would be `a` as well. */
function withinOf(pattern: string): readonly string[] {
  return pattern.endsWith('/**') ? [`${pattern}/*`] : [pattern, `${pattern}/**`];
}

/** These files are read whether they are ignored or not, so no exclusion may reach them. */
function reaches(pattern: string, files: readonly string[], context: string): boolean {
  const { leavesOut } = createIgnoreMatcher([{ pattern, isException: false }]);
  return files.some((file) => leavesOut(posix.relative(context, file)));
}

/** A path as a glob that matches it: characters that globs read are made a `?`, which takes in more and not less. */
function plain(path: string): string {
  return path.replace(/[*?[\]{}()!+@|\\]/gu, '?');
}
