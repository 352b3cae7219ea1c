import type { ConsolePort } from '../report/console/port.ts';
import type { Terminal } from './terminal.ts';

/** The terminal as a console view sees it. With the document on stdout, the view goes to stderr, line by line. */
export function consolePort(terminal: Terminal, to: 'stdout' | 'stderr'): ConsolePort {
  const isLive = to === 'stdout' && terminal.isTty;
  return {
    write: to === 'stdout' ? terminal.out : terminal.err,
    isTty: isLive,
    get columns() {
      return terminal.columns();
    },
    get rows() {
      return terminal.rows();
    },
    color: terminal.color,
    ci: terminal.ci,
    now: Date.now,
  };
}
