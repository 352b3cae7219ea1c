import type { CheckResult } from '../../model/result.ts';
import { countOf, fewOf } from '../count-of.ts';
import { oneLine } from '../escape.ts';
import { markOf, resultText } from '../result-text.ts';
import { MARK_TONES } from './check-line.ts';
import type { Segment } from './ink.ts';

/** Checks that did not run, one line for each way of not running: a list of them all would hide the ones that did. */
export function skippedLines(results: readonly CheckResult[]): readonly (readonly Segment[])[] {
  const groups = new Map<string, CheckResult[]>();
  for (const result of results) {
    if (result.conclusion !== 'skipped') continue;
    // What was switched off, or could not run, keeps its own reason; the rest is told by `explain`.
    const isQuiet = result.skip === 'not-affected' || result.skip === 'not-selected';
    const key = `${markOf(result)}${isQuiet ? result.skip : resultText(result)}`;
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()].map(groupLine);
}

function groupLine(group: readonly CheckResult[]): readonly Segment[] {
  const [first] = group;
  if (first === undefined) return [];
  const mark = markOf(first);
  const ids = fewOf(
    group.map(({ id }) => oneLine(id)),
    first.skip === 'not-selected' ? 0 : 3,
  );
  if (first.skip === 'not-selected') {
    return [['  '], ['·', 'faint'], [` ${countOf(group.length, 'check')} not selected`, 'faint']];
  }
  const words = first.skip === 'not-affected' ? 'not affected' : resultText(first);
  return [
    ['  '],
    [mark, MARK_TONES[mark]],
    [` ${ids}   `, mark === '·' ? 'faint' : 'plain'],
    [words, mark === '·' ? 'faint' : MARK_TONES[mark]],
  ];
}
