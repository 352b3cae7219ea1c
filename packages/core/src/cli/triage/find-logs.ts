import { lstatSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { problemOf } from '../../errors/ci-error.ts';
import { messageOf } from '../../errors/message-of.ts';
import { compareText } from '../../model/compare-text.ts';
import type { Problem } from '../../model/problem.ts';
import { oneLine } from '../../report/escape.ts';

/** A file to read: its name as it was given or found, and its path. */
export interface NamedFile {
  readonly name: string;
  /** Absolute; undefined for standard input. */
  readonly path?: string;
}

/** What the words of `sluice triage` come to. */
export interface FoundLogs {
  readonly logs: readonly NamedFile[];
  /** XML beside logs in a folder: JUnit results, maybe. */
  readonly results: readonly NamedFile[];
  readonly problems: readonly Problem[];
}

const STDIN = '-';
const LOG = /\.(?:log|txt|out)$/iu;
const RESULTS = /\.xml$/iu;

/**
 * Files as they are named, `-`, and of folders all `.log`, `.txt` and `.out` in them and below, by name; links in folders
 * are not followed, for they may lead anywhere. A folder without a log is a problem: judging nothing must not look like an answer.
 */
export function findLogs(cwd: string, words: readonly string[]): FoundLogs {
  const logs = new Map<string, NamedFile>();
  const results: NamedFile[] = [];
  const problems: Problem[] = [];
  for (const name of words) {
    if (name === STDIN) {
      logs.set(STDIN, { name });
      continue;
    }
    const path = resolve(cwd, name);
    try {
      if (!statSync(path).isDirectory()) logs.set(path, { name, path });
      else {
        const found = filesIn(path, name);
        for (const one of found.filter(({ path: at }) => LOG.test(at))) logs.set(one.path, one);
        results.push(...found.filter(({ path: at }) => RESULTS.test(at)));
        if (!found.some(({ path: at }) => LOG.test(at)))
          problems.push(unreadable(name, 'no .log, .txt or .out is in this folder'));
      }
    } catch (error) {
      const isGone = (error as { code?: unknown }).code === 'ENOENT';
      problems.push(unreadable(name, isGone ? 'there is no such file' : messageOf(error)));
    }
  }
  return { logs: [...logs.values()], results, problems };
}

/** Whether results lie in the folder of a log. */
export function isBeside(results: NamedFile, log: NamedFile): boolean {
  return log.path !== undefined && results.path !== undefined && dirname(results.path) === dirname(log.path);
}

export function unreadable(file: string, detail: string): Problem {
  return problemOf('LOG_UNREADABLE', { file: oneLine(file), detail: oneLine(detail) });
}

function filesIn(folder: string, name: string): readonly Required<NamedFile>[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .toSorted(compareText)
    .map((below) => ({ name: join(name, below), path: join(folder, below) }))
    .filter(({ path }) => lstatSync(path).isFile());
}
