import { existsSync } from 'node:fs';
import { openLogFileNow, type LogFile } from '../exec/log-file.ts';

/** The log of one attempt, shared by the check's own lines and the output of its programs. */
export interface AttemptLog {
  /** Absolute. */
  readonly path: string;
  /** Adds a line; does nothing once the log is closed. */
  readonly line: (text: string) => void;
  /** Closes it; throws STATE_UNWRITABLE when a line was lost. */
  readonly close: () => Promise<void>;
}

/**
 * Opened at the first line, for most checks only run a program, which opens the file itself. Every attempt leaves a
 * log all the same: a report that names a file which is not there sends its reader looking.
 */
export function createAttemptLog(path: string, mask: (text: string) => string): AttemptLog {
  let file: LogFile | undefined;
  let isClosed = false;
  return {
    path,
    line: (text) => {
      if (isClosed) return;
      file ??= openLogFileNow(path);
      file.writeNow(`${file.isAtLineStart() ? '' : '\n'}${mask(text)}\n`);
    },
    close: async () => {
      isClosed = true;
      if (file === undefined && !existsSync(path)) file = openLogFileNow(path);
      await file?.close();
      file?.assertWritten();
    },
  };
}
