import { cleanText, oneLine } from '../../report/escape.ts';
import type { InitPlan } from './plan-init.ts';
import type { Row } from './row.ts';

/** Beyond this a row does not push the arrows of the others to the right. */
const WIDEST = 58;

/** What `init` prints: Found, Wrote, Not written, Next. */
export function drawInit(plan: InitPlan, isDryRun: boolean): string {
  const sections = [section('Found', drawRows(plan.found))];
  if (plan.files.length > 0) {
    sections.push(
      section(
        isDryRun ? 'Would write' : 'Wrote',
        drawRows(plan.files.map(({ path, note }) => ({ what: path, seen: note }))),
      ),
    );
    if (isDryRun)
      sections.push(
        ...plan.files.map(({ path, text }) => section(path, cleanText(text).trimEnd().split('\n'))),
      );
    sections.push(section('Not written', drawRows(plan.notWritten)));
    sections.push(section('Your jobs, and what takes their place', drawRows(plan.jobs)));
    sections.push(section('Your hooks and tox, and what takes their place', drawRows(plan.replaced)));
    sections.push(
      section(
        'Next',
        plan.next.map((line, index) => `${index + 1} ${line}`),
      ),
    );
  }
  return sections.filter((text) => text !== '').join('\n');
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}\n${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n`;
}

function drawRows(given: readonly Row[]): readonly string[] {
  const rows = given.map((row) => ({ ...row, what: oneLine(row.what), seen: oneLine(row.seen) }));
  const whatWidth = Math.max(0, ...rows.map(({ what }) => what.length));
  const seenWidth = Math.max(0, ...rows.map(({ seen }) => seen.length).filter((length) => length <= WIDEST));
  return rows.map(({ what, seen, gives }) => {
    const left = `${what.padEnd(whatWidth)}  ${seen}`;
    const width = seenWidth === 0 ? whatWidth : whatWidth + 2 + seenWidth;
    return gives === undefined ? left : `${left.trimEnd().padEnd(width)}  → ${oneLine(gives)}`;
  });
}
