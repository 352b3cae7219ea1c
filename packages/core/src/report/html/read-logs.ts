import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { RunReport } from '../../model/report.ts';
import type { CheckResult } from '../../model/result.ts';
import type { ViewOptions } from '../view-options.ts';
import type { LogExcerpt, ShownLog } from './log-excerpt.ts';
import { readExcerpt, type ExcerptWish } from './read-excerpt.ts';

/** A page of more is slow to open and slower to search; the logs themselves are in the run's folder. */
const PAGE_CHARACTERS = 2_000_000;

const FAILED = { head: 60, tail: 340 };
const PASSED = { head: 20, tail: 40 };

/**
 * What the page shows of the logs, by their path in the report. Those of what failed come first, for there is a limit
 * to all of them. Never throws: a log that is not there is told.
 */
export async function readLogs(
  report: Pick<RunReport, 'results' | 'triage'>,
  folderOf: NonNullable<ViewOptions['logFolder']>,
): Promise<ReadonlyMap<string, ShownLog>> {
  const shown = new Map<string, ShownLog>();
  let left = PAGE_CHARACTERS;
  for (const { result, log, wish } of wishesOf(report)) {
    const folder = folderOf(result);
    if (left <= 0) {
      shown.set(log, { missing: 'not in this page, which holds 2 million characters of logs' });
    } else if (folder === undefined) {
      shown.set(log, { missing: 'not here: it is in the run folder of the machine that ran the check' });
    } else {
      const excerpt = await readOne(folder, log, wish);
      if ('parts' in excerpt) left -= charactersOf(excerpt);
      shown.set(log, excerpt);
    }
  }
  return shown;
}

interface Wish {
  readonly result: CheckResult;
  readonly log: string;
  readonly wish: ExcerptWish;
}

function wishesOf({ results, triage = [] }: Pick<RunReport, 'results' | 'triage'>): readonly Wish[] {
  const ranked = results.toSorted((a, b) => rankOf(a) - rankOf(b));
  return ranked.flatMap((result) =>
    result.attempts.toReversed().map(({ log, status, retriedBecause }): Wish => {
      const isTelling =
        result.conclusion !== 'success' || retriedBecause !== undefined || status !== 'completed';
      const evidence = triage.filter((entry) => entry.log === log).flatMap((entry) => entry.evidence);
      return {
        result,
        log,
        wish: { ...(isTelling ? FAILED : PASSED), lines: evidence.map(({ line }) => line) },
      };
    }),
  );
}

function rankOf({ conclusion, level, flaky }: CheckResult): number {
  if (conclusion === 'success') return flaky === true ? 3 : 4;
  return level === 'required' ? 0 : level === 'optional' ? 1 : 2;
}

async function readOne(folder: string, log: string, wish: ExcerptWish): Promise<ShownLog> {
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, log))]);
    // A recorded report may come from a stranger: what it names must not bring a file from elsewhere into the page.
    if (!isWithin(root, file)) return { missing: 'not shown: it is not within the run folder' };
    // Reading what is no file, such as a pipe, would wait for ever.
    if (!(await stat(file)).isFile()) return { missing: 'not shown: it is no file' };
    return await readExcerpt(file, wish);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return {
      missing: code === 'ENOENT' ? 'not in the run folder' : `could not be read (${code ?? 'unknown'})`,
    };
  }
}

function isWithin(root: string, file: string): boolean {
  const path = relative(root, file);
  return path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

const charactersOf = ({ parts }: LogExcerpt): number =>
  parts.reduce((sum, { lines }) => sum + lines.reduce((length, line) => length + line.length, 0), 0);
