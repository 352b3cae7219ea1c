import { ink, type Segment, type Tone } from './ink.ts';
import { fitText, textWidth, wrapText } from './text-width.ts';

/** How lines are drawn: the width to keep within, and whether in colour. */
export interface Canvas {
  /** Infinity where nothing is cut. */
  readonly columns: number;
  readonly color: boolean;
}

/** The same without a width, for what is to be pasted. */
export const unbounded = (canvas: Canvas): Canvas => ({ ...canvas, columns: Number.POSITIVE_INFINITY });

/** One line of pieces, cut where the width ends, then coloured; white space at its end goes. */
export function drawLine(segments: readonly Segment[], { columns, color }: Canvas): string {
  let left = columns;
  let line = '';
  for (const [text, tone] of segments) {
    if (left <= 0) break;
    const fitted = fitText(text, left);
    left -= textWidth(fitted);
    line += ink([fitted, tone], color);
    if (fitted !== text) break;
  }
  return line.trimEnd();
}

/** Fewer cells than this beside the head are no place for words. */
const LEAST_WIDTH = 30;
const NEXT_INDENT = 7;

/**
 * A head and words after it, over as many lines as they need, each under the first word. Where the head leaves no
 * room, the words begin on the next line.
 */
export function drawWrapped(
  head: readonly Segment[],
  words: string,
  canvas: Canvas,
  tone: Tone = 'plain',
): readonly string[] {
  const whole = unbounded(canvas);
  const headWidth = head.reduce((sum, [text]) => sum + textWidth(text), 0);
  const fits = headWidth + textWidth(words) <= canvas.columns;
  if (fits || canvas.columns - headWidth >= LEAST_WIDTH) {
    const [first = '', ...rest] = wrapText(words, canvas.columns - headWidth);
    const indent = ' '.repeat(headWidth);
    return [
      drawLine([...head, [first, tone]], whole),
      ...rest.map((text) => drawLine([[indent], [text, tone]], whole)),
    ];
  }
  const indent = ' '.repeat(NEXT_INDENT);
  const below = wrapText(words, Math.max(1, canvas.columns - NEXT_INDENT));
  return [drawLine(head, whole), ...below.map((text) => drawLine([[indent], [text, tone]], whole))];
}
