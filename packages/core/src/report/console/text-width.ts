/*
 * How many cells a text takes on a terminal. Node's own measure is not public, and a package for it would be a
 * fifth of the console's size; the ranges below are East Asian Wide and Fullwidth of Unicode, by block.
 */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u4DBF\u4E00-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1B000}-\u{1B2FF}\u{1F200}-\u{1F265}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\uFE0F/u;
const NARROW = /[^\p{Mn}\p{Me}\p{Cf}]/u;
/** Text of which every character takes one cell: ASCII, Latin, and the marks that the console itself writes. */
const SINGLE =
  /^[\u0020-\u007E\u00A1-\u00AC\u00AE-\u02FF\u2013\u2014\u2018-\u201D\u2026\u2192\u2713\u2717]*$/u;

let segmenter: Intl.Segmenter | undefined;

/** Characters as they are seen; made late, for it costs milliseconds and most text is ASCII. */
function graphemes(text: string): Iterable<Intl.SegmentData> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

function graphemeWidth(grapheme: string): number {
  if (WIDE.test(grapheme)) return 2;
  return NARROW.test(grapheme) ? 1 : 0;
}

/** Cells that a text without control characters takes. */
export function textWidth(text: string): number {
  if (SINGLE.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes(text)) width += graphemeWidth(segment);
  return width;
}

/** The text, cut to so many cells with `…` at the end where it was cut; never in the middle of a character. */
export function fitText(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  if (columns < 1) return '';
  let kept = '';
  let width = 0;
  for (const { segment } of graphemes(text)) {
    width += graphemeWidth(segment);
    if (width > columns - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Filled up with spaces at the end, to so many cells. */
export function padText(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - textWidth(text)));
}

/** A space, but not between a figure and its unit. */
const BREAK = / (?!(?:ms|s|min|h|%)(?:\W|$))/u;

/** Words of a text over lines of at most so many cells; a word that is longer stays whole, to be pasted or clicked. */
export function wrapText(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(BREAK)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || textWidth(longer) <= columns) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}
