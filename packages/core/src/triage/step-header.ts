import type { LogLine } from './clean-line.ts';

/** A step's head: `##[group]Run …` up to its `##[endgroup]`. */
export interface StepHeader {
  readonly kind: 'command' | 'action';
  readonly title: string;
  /** The commands, as the runner prints them. */
  readonly commands: readonly string[];
}

/** More than this between `##[group]Run` and its end is no header. */
export const HEADER_LINES = 400;

const ACTION =
  /^(?:[\w.-]{1,100}\/[\w./-]{1,200}@\S{1,200}|\.{1,2}\/\S{0,200}|docker:\/\/\S{1,200}|\/\S{1,200})$/u;
const SHELL = /^shell: /u;

/**
 * Reads a header from the line that opens it, the lines within and whether its end was seen. A program can print
 * `::group::Run …` and the runner draws it alike; but the runner prints the shell of every command, and names what
 * an action is by its repository. Undefined for what is none.
 */
export function readStepHeader(
  opening: LogLine,
  within: readonly LogLine[],
  isClosed: boolean,
): StepHeader | undefined {
  const title = opening.text.slice('Run '.length);
  const commands = within.flatMap(({ text, isCommand }) => (isCommand ? [text] : []));
  if (within.some(({ text }) => SHELL.test(text))) return { kind: 'command', title, commands };
  if (!ACTION.test(title) || commands.length > 0) return undefined;
  const first = within[0];
  const isHead = first === undefined ? isClosed : /^(?:with|env):$/u.test(first.text);
  return isHead ? { kind: 'action', title, commands: [] } : undefined;
}
