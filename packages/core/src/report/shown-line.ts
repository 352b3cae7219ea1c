import { oneLine } from './escape.ts';

/** What is shown of a long one. */
const SHOWN_CHARACTERS = 300;

/** A line of a log, fit to be shown: nothing that a terminal would obey, and not the whole of a long one. */
export function shownLine(text: string): string {
  const line = oneLine(text);
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS - 1).toWellFormed()}…` : line;
}
