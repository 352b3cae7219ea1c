import { readFile, stat } from 'node:fs/promises';
import { oneLine } from '@sluice/core';
import { githubRuns } from './github-runs.ts';
import { healthProblem } from './health-problem.ts';
import type { RunReading, RunSource } from './run-source.ts';

/** 100,000 runs as GitHub gives them are some 1.2 GB with all fields, and a tenth of it with those that are read. */
const MAX_BYTES = 256 * 1024 * 1024;

/** A file of what GitHub's API answered. `path` is where it is, `name` what the user called it. */
export function runsFile(path: string, name: string): RunSource {
  return { name, until: 'newest', read: () => read(path, name) };
}

async function read(path: string, name: string): Promise<RunReading> {
  const text = await textOf(path, name);
  if (text.trim() === '') throw unreadable(name, 'is empty');
  let reading: RunReading | undefined;
  try {
    reading = githubRuns(text);
  } catch {
    // The parser's own words quote the text around the fault.
    throw unreadable(name, 'is neither JSON nor one JSON document a line, or was cut short');
  }
  if (reading === undefined) throw unreadable(name, 'holds no workflow run');
  return reading;
}

async function textOf(path: string, name: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) throw unreadable(name, `is larger than ${MAX_BYTES / 1024 / 1024} MiB`);
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/u, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code?.startsWith('E') !== true) throw error;
    throw unreadable(name, code === 'ENOENT' ? 'is not there' : `cannot be read: ${code}`);
  }
}

function unreadable(name: string, what: string): Error {
  return healthProblem(
    'HEALTH_RUNS_UNREADABLE',
    `${oneLine(name)} ${what}.`,
    'Give what GitHub answers: `gh api --paginate repos/OWNER/REPO/actions/runs > runs.json`.',
  );
}
