/** String literals of Python and most other languages: three quotes first, for two of them would be an empty one. */
const LITERALS = /("""|'''|"|'|`)(?:\\[^]|(?!\1)[^\\])*\1/gu;

/**
 * Source text with what stands between quotes masked: a hard-coded password goes, and what is left still tells one
 * place from another. Where a literal begins or ends outside the text, nothing tells code from literal, and all goes.
 */
export function blankLiterals(source: string): string {
  const blanked = source.replace(LITERALS, (literal) => `${literal.charAt(0)}***${literal.charAt(0)}`);
  const code = blanked.replace(/(["'`])\*\*\*\1/gu, '');
  return /["'`]/u.test(code) ? '***' : blanked;
}
