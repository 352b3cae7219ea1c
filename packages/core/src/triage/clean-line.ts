import { stripVTControlCharacters } from 'node:util';

/** A line as the rules read it. */
export interface LogLine {
  /** In the log as it was read, from 1. */
  readonly number: number;
  readonly text: string;
  /** What the host's runner marked it as. */
  readonly mark?: 'error' | 'warning' | 'group' | 'endgroup';
  /** The job whose line it is, where the log says so of each line. */
  readonly job?: string;
  /** In the cyan in which GitHub's runner prints the commands of a step. */
  readonly isCommand?: true;
}

/** Longer lines are cut before they are read: no rule needs more, and none is slow on as much. */
export const LINE_CHARACTERS = 2000;

// `gh run view --log` puts the names of the job and of the step before the time.
const COLUMNS = /^([^\t]{1,200})\t[^\t]{1,200}\t(?=\uFEFF?\d{4}-\d\d-\d\dT)/u;
const TIME = /^\uFEFF?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d) ?/u;
const MARK = /^##\[(error|warning|group|endgroup)\]/u;
const COMMAND = '\u001B[36;1m';

/** Takes off what the host put before a line: byte order mark, time, colours, `##[error]`. */
export function cleanLine(raw: string, number: number): LogLine {
  const whole = raw.slice(0, LINE_CHARACTERS);
  const columns = whole.includes('\t') ? COLUMNS.exec(whole) : null;
  const job = columns?.[1] === undefined ? {} : { job: columns[1].replace(/^\uFEFF/u, '') };
  const bare = whole
    .slice(columns?.[0].length ?? 0)
    .replace(TIME, '')
    .replace(/^\uFEFF/u, '')
    .trimEnd();
  const isCommand = bare.startsWith(COMMAND);
  const plain = bare.includes('\u001B') || bare.includes('\u009B') ? stripVTControlCharacters(bare) : bare;
  const found = MARK.exec(plain);
  if (found === null)
    return isCommand ? { number, text: plain, ...job, isCommand } : { number, text: plain, ...job };
  return {
    number,
    ...job,
    text: plain.slice(found[0].length),
    mark: found[1] as NonNullable<LogLine['mark']>,
  };
}
