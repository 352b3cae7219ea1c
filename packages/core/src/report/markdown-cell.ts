import { escapeMarkdown, oneLine } from './escape.ts';

const CELL = 300;

/** Text of a cell or a line: escaped, and short enough that no single one can push the others out. */
export function cell(text: string, most = CELL): string {
  const line = oneLine(text);
  const characters = [...line];
  return escapeMarkdown(characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : line);
}

/** Cut in length only: for what is escaped as code. */
export const short = (text: string): string =>
  text.length > CELL ? `${text.slice(0, CELL - 1).toWellFormed()}…` : text;

/** Cells of one row of a table. */
export const row = (...cells: readonly string[]): string => cells.join(' | ');
