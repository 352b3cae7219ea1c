import { textWidth } from './text-width.ts';
import type { ConsolePort } from './port.ts';

/** The last lines of a terminal, drawn again and again, and finished lines that scroll away above them. */
export interface LiveArea {
  /** Puts lines above the live part, for good, and draws the live part anew under them. */
  readonly print: (lines: readonly string[], live: readonly string[]) => void;
  /** Draws the live part; nothing is written when it has not changed. */
  readonly draw: (live: readonly string[]) => void;
}

const ESCAPE = '\u001B[';
// Terminals that know it show all or nothing of what lies between; the others ignore it.
const BEGIN = `${ESCAPE}?2026h`;
const END = `${ESCAPE}?2026l`;
const ERASE_BELOW = `${ESCAPE}J`;
const ERASE_LINE = `${ESCAPE}2K`;

/**
 * Each drawing is one write. The cursor is never hidden, so that a killed run leaves the terminal as it was. Old
 * lines are measured with the width of now: a terminal that was made narrower has wrapped them.
 */
export function createLiveArea(port: Pick<ConsolePort, 'write' | 'columns'>): LiveArea {
  let shown: readonly string[] = [];
  const back = (): string => {
    const rows = shown.reduce((sum, line) => sum + rowsOf(line, port.columns), 0);
    return rows === 0 ? '' : `${ESCAPE}${rows}A\r`;
  };
  return {
    print: (lines, live) => {
      // Lines for good may be longer than the screen: everything old goes first, so that no rest of it shows through.
      port.write(
        `${BEGIN}${back()}${ERASE_BELOW}${[...lines, ...live].map((line) => `${line}\n`).join('')}${END}`,
      );
      shown = live;
    },
    draw: (live) => {
      if (live.length === shown.length && live.every((line, index) => line === shown[index])) return;
      // Over-writing line by line flickers less than erasing all, on terminals that do not know BEGIN and END.
      port.write(
        `${BEGIN}${back()}${live.map((line) => `${ERASE_LINE}${line}\n`).join('')}${ERASE_BELOW}${END}`,
      );
      shown = live;
    },
  };
}

// eslint-disable-next-line no-control-regex
const STYLE = /\u001B\[[\d;]*m/gu;

function rowsOf(line: string, columns: number): number {
  return Math.max(1, Math.ceil(textWidth(line.replace(STYLE, '')) / Math.max(1, columns)));
}
