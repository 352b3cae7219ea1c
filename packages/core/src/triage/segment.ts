import type { LogLine } from './clean-line.ts';
import type { FailingPart, PartEnd } from './failing-part.ts';
import type { FailureRule } from './failure-rule.ts';
import { openPart, type OpenPart } from './open-part.ts';
import { HEADER_LINES, readStepHeader } from './step-header.ts';

/** The parts of a log that failed. */
export interface Segmentation {
  readonly parts: readonly FailingPart[];
  /** More failed than are kept. */
  readonly isCut: boolean;
}

/** Reads a log line by line, in bounded memory. */
export interface Segmenter {
  /** Lines of which no rule knows anything may be left out. */
  readonly push: (line: LogLine) => void;
  /** True where what comes next may be the head of a step: there every line counts. */
  readonly isInHead: () => boolean;
  /** `lines`: how many the log has. */
  readonly end: (lines: number) => Segmentation;
}

/** More parts than this are not kept. */
const MOST_PARTS = 12;

/** Splits a log into the parts that failed: steps of GitHub Actions, checks of Sluice, or the log as a whole. */
export function createSegmenter(rules: readonly FailureRule[]): Segmenter {
  const parts: FailingPart[] = [];
  let isCut = false;
  let open = openPart({ kind: 'setup' }, rules);
  let before: OpenPart | undefined;
  let pending: { readonly opening: LogLine; readonly within: LogLine[] } | undefined;
  let isActions = false;

  const close = (part: OpenPart, next: number, isLast = false): void => {
    const failed = part.failed({ isActions, isLast, lastLine: next - 1 });
    isCut ||= parts.length + failed.length > MOST_PARTS;
    parts.push(...failed.slice(0, MOST_PARTS - parts.length));
  };
  const add = (line: LogLine): void => {
    isActions ||= line.mark !== undefined;
    if (line.mark === undefined && line.text === 'Post job cleanup.' && open.kind !== 'setup' && isActions) {
      if (open.kind !== 'post' && !open.hasEnd()) before = open;
      else close(open, line.number);
      open = openPart({ kind: 'post' }, rules);
      return;
    }
    const end = open.push(line);
    if (before === undefined) return;
    before.push(line);
    if (isOfCommand(end)) {
      open = before;
      before = undefined;
    }
  };
  const settle = (isClosed: boolean): void => {
    if (pending === undefined) return;
    const { opening, within } = pending;
    pending = undefined;
    const header = readStepHeader(opening, within, isClosed);
    if (header === undefined) return void [opening, ...within].forEach(add);
    isActions = true;
    close(open, opening.number);
    before = undefined;
    open = openPart(header, rules);
  };
  return {
    push: (line) => {
      if (line.mark === 'group' && line.text.startsWith('Run ')) {
        settle(false);
        pending = { opening: line, within: [] };
      } else if (pending === undefined) add(line);
      else if (line.mark === 'endgroup') settle(true);
      else if (pending.within.push(line) > HEADER_LINES) settle(false);
    },
    isInHead: () => pending !== undefined,
    end: (lines) => {
      settle(false);
      if (before !== undefined) close(open, lines + 1);
      close(before ?? open, lines + 1, true);
      return { parts: decisive(parts), isCut };
    },
  };
}

/** What cleans up has no exit code: a check printed the words that open it, and its part goes on. */
function isOfCommand(end: PartEnd | undefined): boolean {
  return end?.exitCode !== undefined;
}

/** What failed says more than where the log stops, and what was run more than what cleaned up after it. */
function decisive(parts: readonly FailingPart[]): readonly FailingPart[] {
  const failed = parts.filter(({ end }) => end !== undefined);
  const own = failed.filter(({ kind }) => kind !== 'post');
  return own.length > 0 ? own : failed.length > 0 ? failed : parts;
}
