import type { Changes } from '../../model/changes.ts';
import type { Plan } from '../../model/plan.ts';
import { countOf } from '../count-of.ts';
import { oneLine } from '../escape.ts';
import type { Segment } from './ink.ts';
import { textWidth } from './text-width.ts';

/** What is compared with what, and what is about to run: `base …`, `plan 8d41c0 · 13 checks · 2 at a time`. */
export function headerLines(
  { plan, changes, jobs }: { readonly plan: Plan; readonly changes: Changes; readonly jobs?: number },
  columns: number,
): readonly (readonly Segment[])[] {
  const base: readonly Segment[] = [['base  ', 'faint'], [oneLine(changes.reason).replace(/^base /u, '')]];
  const facts = [...planFacts(plan), ...(jobs === undefined ? [] : [`${jobs} at a time`])];
  const planned: readonly Segment[] = [
    ['plan  ', 'faint'],
    [plan.hash.slice(0, 6), 'strong'],
    [` · ${facts.join(' · ')}`],
  ];
  const length = [...base, ...planned].reduce((sum, [text]) => sum + textWidth(text), 4);
  return length <= columns ? [[...base, ['    '], ...planned]] : [base, planned];
}

function planFacts({ checks }: Plan): readonly string[] {
  const running = checks.filter(({ decision }) => decision === 'run').length;
  const skipped = checks.length - running;
  return [countOf(running, 'check'), ...(skipped > 0 ? [`${skipped} skipped`] : [])];
}
