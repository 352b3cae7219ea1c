import type { LogLine } from './clean-line.ts';
import { collectHits, type HitCollector } from './collect-hits.ts';
import type { FailingPart, PartEnd } from './failing-part.ts';
import type { FailureRule } from './failure-rule.ts';
import { partEnd } from './part-end.ts';
import { lineTone } from './recovered.ts';

interface PartState {
  readonly isActions: boolean;
  readonly isLast: boolean;
  readonly lastLine: number;
}

/** A part of a log that is being read. */
export interface OpenPart {
  readonly kind: FailingPart['kind'];
  readonly push: (line: LogLine) => PartEnd | undefined;
  readonly hasEnd: () => boolean;
  /** What failed of it: nothing, itself, or the checks that Sluice ran in it. `isLast`: the log stops here; `lastLine`: its number. */
  readonly failed: (state: PartState) => readonly FailingPart[];
}

interface PartHead {
  readonly kind: FailingPart['kind'];
  readonly title?: string;
  readonly commands?: readonly string[];
}

/** More checks than this are not told apart. */
const MOST_CHECKS = 50;
const CALLS_SLUICE = /(?:^|[\s/"'])sluice\s{1,8}(?:run|gate)\b/u;
const CHECK = /^(?<mark>[✓✗!i·…]) (?<id>[a-z][\w-]{0,80}\/[\w@.,/-]{1,200})(?:\s|$)/u;

/**
 * Opens a part. One in which Sluice ran is split into the checks that failed: Sluice disarms what its checks print, so a
 * group in its log is its own. In the log of anything else a group is left alone: a program could fold away what it likes.
 */
export function openPart(
  { kind, title = '', commands = [] }: PartHead,
  rules: readonly FailureRule[],
): OpenPart {
  const whole = collectHits(rules);
  const checks: { readonly title: string; readonly collector: HitCollector }[] = [];
  const isOfSluice = kind === 'command' && [title, ...commands].some((one) => CALLS_SLUICE.test(one));
  let check: HitCollector | undefined;
  let end: PartEnd | undefined;
  // An error that is followed by what was wanted was overcome.
  let isRecovered = false;

  const toCheck = (line: LogLine): void => {
    const opened = line.mark === 'group' ? CHECK.exec(line.text)?.groups : undefined;
    if (opened?.['mark'] === '✗' && checks.length < MOST_CHECKS) {
      check = collectHits(rules);
      checks.push({ title: opened['id'] ?? '', collector: check });
    } else if (line.mark === 'endgroup' || opened !== undefined) check = undefined;
    else check?.push(line);
  };
  return {
    kind,
    push: (line) => {
      whole.push(line);
      if (isOfSluice) toCheck(line);
      const ends = partEnd(kind, line);
      if (ends !== undefined) {
        end = ends;
        isRecovered = false;
      } else if (end?.exitCode === undefined && lineTone(line.text, line.mark) === 'success')
        isRecovered = true;
      return ends;
    },
    hasEnd: () => end !== undefined,
    failed: ({ isActions, isLast, lastLine }) => {
      const hasFailed = end !== undefined && (end.exitCode !== undefined || !isRecovered);
      if (!hasFailed && !isLast) return [];
      const ended = { lastLine, ...(hasFailed && end !== undefined ? { end } : {}) };
      if (checks.length > 0)
        return checks.map(({ title: id, collector }) => ({
          kind: 'check',
          title: id,
          commands: [],
          hits: collector.hits(),
          ...ended,
        }));
      return [{ kind: isActions ? kind : 'plain', title, commands, hits: whole.hits(), ...ended }];
    },
  };
}
