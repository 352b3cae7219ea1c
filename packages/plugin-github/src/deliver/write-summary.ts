import { appendFile, stat } from 'node:fs/promises';
import { cutMarkdown } from '../comments/cut-markdown.ts';
import { readEnvironment } from '../environment/read-environment.ts';
import type { RecordedRun } from '../report/recorded-run.ts';
import { runMarkdown } from '../report/run-markdown.ts';

/** Of a step; GitHub shows nothing at all of a summary that is larger. */
const MOST_BYTES = 1024 * 1024;
/** A character of this text has at most so many bytes, in units of UTF-16. */
const BYTES_A_CHARACTER = 3;

/**
 * Appends the report to the summary of the step, within what others have left of its room. Throws when there is none.
 * An event that cannot be read costs the link and nothing else.
 */
export async function writeSummary(
  file: string,
  run: RecordedRun,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const taken = await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
  const room = Math.floor((MOST_BYTES - taken - 2) / BYTES_A_CHARACTER);
  if (room < 2_000)
    throw new Error(
      'The summary of the step is full: GitHub shows no more than 1 MiB. Write less into it before Sluice.',
    );
  const reading = await readEnvironment(env);
  const text = runMarkdown({
    run,
    ...(reading.ok ? { page: reading.environment } : {}),
    mostCharacters: room,
  });
  await appendFile(
    file,
    `\n${cutMarkdown(text, room, '_Cut here: a summary holds no more. report.json has all of it._')}\n`,
  );
}
