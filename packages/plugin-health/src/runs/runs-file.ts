import { githubRuns } from './github-runs.ts';
import { readRunsText } from './read-runs-text.ts';
import type { RunReading, RunSource } from './run-source.ts';
import { runsUnreadable } from './runs-unreadable.ts';

/** A file of what GitHub's API answered. `path` is where it is, `name` what the user called it. */
export function runsFile(path: string, name: string): RunSource {
  return { name, until: 'newest', read: () => read(path, name) };
}

async function read(path: string, name: string): Promise<RunReading> {
  const text = await readRunsText(path, name);
  if (text.trim() === '') throw runsUnreadable(name, 'is empty');
  let reading: RunReading | undefined;
  try {
    reading = githubRuns(text);
  } catch {
    // The parser's own words quote the text around the fault.
    throw runsUnreadable(name, 'is neither JSON nor one JSON document a line, or was cut short');
  }
  if (reading === undefined) throw runsUnreadable(name, 'holds no workflow run');
  return reading;
}
