import type { CheckAttempt } from './check-attempt.ts';
import { cleanLine } from './clean-line.ts';

/** Follows in the log of an attempt which of its commands a line is of. */
export interface CommandLines {
  /** The number of the command that the line is of, from 0; -1 before the first. True when the line opens it. */
  readonly read: (text: string) => { readonly command: number; readonly isOpening: boolean };
  /** Every command was seen to be opened, in the order that is known. */
  readonly isComplete: () => boolean;
}

/** A command of another folder than the config's is recorded with the way there. */
const FOLDER = /^cd (?:'(?:[^']|'\\''){0,1000}'|\S{1,1000}) && /u;

/**
 * Sluice writes `$ ` and the command line before what the command prints. A command may print such a line as well, of
 * itself or of the next one, so that its words seem to be those of the next; the real one comes after it, and the last counts.
 */
export function commandLines(commands: CheckAttempt['commands']): CommandLines {
  const openings = commands.map(
    ({ line }) => cleanLine(`$ ${line.replace(FOLDER, '').split('\n')[0] ?? ''}`, 0).text,
  );
  let current = -1;
  return {
    read: (text) => {
      if (!text.startsWith('$ ')) return { command: current, isOpening: false };
      if (openings[current + 1] === text) current += 1;
      else if (openings[current] !== text) return { command: current, isOpening: false };
      return { command: current, isOpening: true };
    },
    isComplete: () => current === openings.length - 1,
  };
}
