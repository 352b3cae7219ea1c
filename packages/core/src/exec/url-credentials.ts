/** A stretch of text, from `start` up to `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Longer than this between `://` and `@` is no address. */
const LONGEST = 4096;
/** A name alone, as in `https://git@host`, is no secret; a token in its place is longer. */
const SHORTEST_TOKEN = 16;
const SCHEMES = ['https://', 'http://', '://'];

/**
 * The `user:password` of every address in the text. Searched from each `://` forwards by hand: a pattern that also
 * matched the scheme would begin anew at each letter, which is quadratic on a long line.
 */
export function urlCredentials(text: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 3)) {
    // Only the authority: looking back from its end without one would cross the whole text for each address.
    const authority = text.slice(at + 3, authorityEnd(text, at + 3));
    const user = authority.slice(0, Math.max(0, authority.lastIndexOf('@')));
    if (isSecret(text, at, user)) spans.push({ start: at + 3, end: at + 3 + user.length });
  }
  return spans;
}

/** From where on the text may hold an address that goes on in the next chunk; its length when it does not. */
export function openUrl(text: string): number {
  const tail = text.slice(-7).toLowerCase();
  const partial = Math.max(
    ...SCHEMES.map((scheme) => {
      let length = Math.min(scheme.length - 1, tail.length);
      while (length > 0 && !tail.endsWith(scheme.slice(0, length))) length -= 1;
      return length;
    }),
  );
  for (let at = firstOpen(text); at !== -1; at = text.indexOf('://', at + 3)) {
    const isOpen = authorityEnd(text, at + 3) === text.length && text.length - at - 3 < LONGEST;
    if (isOpen) return Math.max(0, at - 'https'.length);
  }
  return text.length - partial;
}

function firstOpen(text: string): number {
  return text.indexOf('://', Math.max(0, text.length - LONGEST - 3));
}

function authorityEnd(text: string, from: number): number {
  const limit = Math.min(text.length, from + LONGEST);
  for (let index = from; index < limit; index += 1) {
    const code = text.charCodeAt(index);
    // Up to the space, then " # ' / < > ? \ ` end the part of an address that can hold a password.
    if (code <= 0x20 || '"#\'/<>?\\`'.includes(text.charAt(index))) return index;
  }
  return limit;
}

function isSecret(text: string, at: number, user: string): boolean {
  if (user.includes(':')) return true;
  return user.length >= SHORTEST_TOKEN && /https?$/iu.test(text.slice(Math.max(0, at - 5), at));
}
