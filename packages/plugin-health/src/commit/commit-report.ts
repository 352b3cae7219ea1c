import { createHash } from 'node:crypto';
import type { Answer } from '@sluice/plugin-github/client';
import type { Board } from '../board/board.ts';
import { reportFiles } from '../commands/report-files.ts';
import type { HealthDocument } from '../figures/health-document.ts';
import type { ContentCalls } from './content-calls.ts';

/** What was committed, and whether GitHub has it. */
export interface CommitOutcome {
  /** Commits: one for each file that changed. */
  readonly commits: number;
  readonly isVerified: boolean;
}

/** `README.md` is last: it holds the mark of the figures, and must not be there before the rest is. */
const FILES = ['history.jsonl', 'badge.json', 'index.html', 'README.md'] as const;

/**
 * Commits the report to the branch when its figures have changed, or the day has. A process that is killed in the middle
 * is carried on by the next one.
 */
export async function commitReport(
  calls: ContentCalls,
  { board, folder }: { readonly board: Board; readonly folder: string },
): Promise<Answer<CommitOutcome>> {
  const pathOf = (name: string): string => `${folder}/${name}`;
  const before = await calls.read(pathOf('README.md'));
  if (!before.ok) return before;
  const mark = markOf(board.health);
  if (before.data?.text.includes(mark) === true) return { ok: true, data: { commits: 0, isVerified: true } };
  const branch = await calls.makeBranch();
  if (!branch.ok) return branch;
  if (before.data === undefined) {
    // A branch that was deleted when it was merged begins again with the report that the default branch has.
    const merged = await calls.read(pathOf('README.md'));
    if (!merged.ok) return merged;
    if (merged.data?.text.includes(mark) === true)
      return { ok: true, data: { commits: 0, isVerified: true } };
  }
  const history = await calls.read(pathOf('history.jsonl'));
  if (!history.ok) return history;
  const files = reportFiles(board, history.data?.text ?? '');
  const texts: Readonly<Record<string, string>> = {
    ...files,
    'README.md': `${files['README.md'] ?? ''}\n${mark}\n`,
  };
  let commits = 0;
  for (const name of FILES) {
    const written = await write(calls, pathOf(name), texts[name] ?? '');
    if (!written.ok) return written;
    commits += written.data;
  }
  const after = await calls.read(pathOf('README.md'));
  if (!after.ok) return after;
  return { ok: true, data: { commits, isVerified: after.data?.text === texts['README.md'] } };
}

/** How many commits it took: none when the file is so already. Once more when somebody else committed in between. */
async function write(calls: ContentCalls, path: string, text: string): Promise<Answer<number>> {
  for (let round = 0; ; round += 1) {
    const known = await calls.read(path);
    if (!known.ok) return known;
    if (known.data?.text === text) return { ok: true, data: 0 };
    const written = await calls.write(path, text, known.data?.sha);
    if (written.ok) return { ok: true, data: 1 };
    if (written.fault.kind !== 'conflict' || round > 0) return written;
  }
}

/** The same for the same figures of a day: the window moves with every run, and is no reason to commit. */
function markOf({ status, figures, workflows, window }: HealthDocument): string {
  const { data: _data, ...own } = figures;
  const text = JSON.stringify({ day: window.to.slice(0, 10), status, own, workflows });
  return `<!-- ci-health:report ${createHash('sha256').update(text).digest('hex')} -->`;
}
