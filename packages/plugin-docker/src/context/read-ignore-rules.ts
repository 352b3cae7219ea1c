import { posix } from 'node:path';
import type { IgnoreRule } from './ignore-rule.ts';

/**
 * The rules of a .dockerignore file, as docker reads them.
 * Source: moby/patternmatcher, `ignorefile.ReadAll`.
 */
export function readIgnoreRules(text: string): readonly IgnoreRule[] {
  return text
    .replace(/^\uFEFF/u, '')
    .split('\n')
    .flatMap((line) => {
      // A comment begins in the first column; a blank before it makes it a pattern.
      const written = line.startsWith('#') ? '' : line.trim();
      const isException = written.startsWith('!');
      const pattern = clean(isException ? written.slice(1).trim() : written);
      return pattern === '' ? [] : [{ pattern, isException }];
    });
}

/** Go's `filepath.Clean`, and no slash at the beginning: all patterns are relative to the context. */
function clean(pattern: string): string {
  if (pattern === '') return '';
  const cleaned = posix.normalize(pattern).replace(/(?<=.)\/$/u, '');
  return cleaned.length > 1 ? cleaned.replace(/^\//u, '') : cleaned;
}
