import { oneLine } from '@sluice/core';
import { maskTokens } from './token-shapes.ts';

const MAX_TITLE = 300;
const MAX_PATH = 1024;

/** A text of a report as a finding may hold it: one line, no controls, no token, at most `max` characters. */
export function plainText(text: string, max = MAX_TITLE): string {
  // Cut first: nothing below may take longer than the finding is worth.
  const line = maskTokens(oneLine(text.slice(0, max * 8)));
  return line.length > max ? `${line.slice(0, max - 1).trimEnd()}…` : line;
}

/** An identifier: a rule, an advisory, a package, a version. Without spaces at its ends, and short. */
export function plainName(text: string): string {
  return plainText(text, 200);
}

/** The id of a rule or of an advisory, never empty: what is left of an unreadable one is `unknown`. */
export function plainId(text: string | undefined): string {
  return (text === undefined ? '' : plainName(text)) || 'unknown';
}

/** The first sentence of a description, or as much of it as fits. */
export function firstSentence(text: string): string {
  const line = plainText(text, MAX_TITLE * 2);
  const end = /[.!?](?= [A-Z#])/u.exec(line);
  return plainText(end === null ? line : line.slice(0, end.index + 1));
}

/** A path as it is shown: controls out, tokens masked. */
export function plainPath(path: string): string {
  return maskTokens(oneLine(path.slice(0, MAX_PATH)));
}
