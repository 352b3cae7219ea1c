import type { RunEvent } from '../../model/event.ts';
import type { ConsoleOptions } from './console-options.ts';
import { createLogView } from './log-view.ts';
import type { ConsolePort } from './port.ts';
import { createTtyView } from './tty-view.ts';

/** A consumer of a run's events that shows them: live on a terminal, line by line in a log. */
export function createConsole(port: ConsolePort, options: ConsoleOptions = {}): (event: RunEvent) => void {
  return port.isTty && port.ci === undefined ? createTtyView(port, options) : createLogView(port, options);
}
