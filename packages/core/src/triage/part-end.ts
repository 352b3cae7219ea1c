import type { LogLine } from './clean-line.ts';
import type { FailingPart, PartEnd } from './failing-part.ts';

const EXIT =
  /^(?:Process completed with exit code |The process '.{1,400}' failed with exit code |Docker (?:pull|build|login|run|create|start) failed with exit code )(\d{1,10})/u;
const RUNNER =
  /^(?:The runner has received a shutdown signal|The (?:self-)?hosted runner.{0,200} lost communication with the server|The operation was canceled|The job (?:running on runner .{0,200} )?has exceeded the maximum execution time|A task was canceled|The action .{0,200} has timed out after|System\.IO\.IOException: No space left on device)/u;

/**
 * Whether a line says that its part failed. Of a command only the exit code and the runner itself say so, for
 * anything a program prints as `::error::` looks alike; an action, and what prepares the work, fail by any error.
 */
export function partEnd(kind: FailingPart['kind'], line: LogLine): PartEnd | undefined {
  if (line.mark !== 'error' || line.text === '') return undefined;
  const exit = EXIT.exec(line.text);
  if (exit !== null) return { line, exitCode: Number(exit[1]) };
  return kind !== 'command' || RUNNER.test(line.text) ? { line } : undefined;
}
