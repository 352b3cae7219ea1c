import { ink, type Segment } from './ink.ts';
import { fitText, textWidth } from './text-width.ts';

/** How lines are drawn: the width to keep within, and whether in colour. */
export interface Canvas {
  /** Infinity where nothing is cut. */
  readonly columns: number;
  readonly color: boolean;
}

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
