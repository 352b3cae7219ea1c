import type { ReportFault } from './scan-report.ts';

/** A parsed document, or why there is none. */
export type JsonDocument =
  | { readonly value: unknown }
  | { readonly code: ReportFault; readonly reason: string };

/** The largest report that is read; the largest real one known to us is a tenth of it. */
export const MAX_REPORT_BYTES = 128 * 1024 * 1024;

const MAX_DEPTH = 200;
// Memory follows the number of values, not the length: `[{},{},…` of 100 MB would need gigabytes.
const MAX_VALUES = 8_000_000;

/** Parses a report of any origin. What would exhaust memory or stack is refused before it is parsed. */
export function parseDocument(input: string | Uint8Array): JsonDocument {
  if (input.length > MAX_REPORT_BYTES)
    return { code: 'too-large', reason: `is larger than ${MAX_REPORT_BYTES / 1024 / 1024} MiB` };
  const text = typeof input === 'string' ? input.replace(/^\uFEFF/u, '') : decode(input);
  if (text === undefined) return { code: 'not-text', reason: 'is no text: it holds zero bytes' };
  if (text.trim() === '') return { code: 'empty', reason: 'is empty' };
  const size = measure(text);
  if (size.depth > MAX_DEPTH)
    return { code: 'too-deep', reason: `is nested more than ${MAX_DEPTH} levels deep` };
  if (size.values > MAX_VALUES)
    return { code: 'too-large', reason: `holds more than ${MAX_VALUES.toLocaleString('en')} values` };
  try {
    return { value: JSON.parse(text) };
  } catch {
    // The parser's own words quote the text around the fault, which may be a secret.
    return { code: 'not-json', reason: isCutShort(text) ? 'is JSON that was cut short' : 'is not JSON' };
  }
}

/** UTF-8, or UTF-16 with a mark, which is what PowerShell's `>` writes. */
function decode(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes);
  return text.includes('\u0000') ? undefined : text;
}

/** Depth and number of values up to where either is too many, without parsing: brackets and commas outside of strings. */
function measure(text: string): { readonly depth: number; readonly values: number } {
  let depth = 0;
  let deepest = 0;
  let values = 1;
  for (let index = 0; index < text.length && deepest <= MAX_DEPTH && values <= MAX_VALUES; index += 1) {
    const character = text.charCodeAt(index);
    if (character === QUOTE) {
      index = endOfString(text, index);
    } else if (character === COMMA) {
      values += 1;
    } else if (character === OPEN_LIST || character === OPEN_OBJECT) {
      depth += 1;
      values += 1;
      if (depth > deepest) deepest = depth;
    } else if (character === CLOSE_LIST || character === CLOSE_OBJECT) {
      depth -= 1;
    }
  }
  return { depth: deepest, values };
}

const [QUOTE, COMMA, BACKSLASH] = [34, 44, 92];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];

function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text.charCodeAt(index) !== QUOTE)
    index += text.charCodeAt(index) === BACKSLASH ? 2 : 1;
  return index;
}

function isCutShort(text: string): boolean {
  const trimmed = text.trim();
  return '[{'.includes(trimmed.charAt(0)) && !']}'.includes(trimmed.charAt(trimmed.length - 1));
}
