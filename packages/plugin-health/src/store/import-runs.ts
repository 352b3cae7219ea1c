import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { OwnedJob } from '../runs/github-job.ts';
import { githubPage, type PageSink } from '../runs/github-page.ts';
import type { Run } from '../runs/run.ts';
import { readRunsText } from '../runs/read-runs-text.ts';
import { runsUnreadable } from '../runs/runs-unreadable.ts';
import { splitDocuments } from '../runs/split-documents.ts';
import type { HealthStore } from './health-store.ts';

/** What an import did. */
export interface Imported {
  readonly runs: number;
  /** Of those, the ones that the store did not have like this. */
  readonly changed: number;
  readonly unread: number;
}

/** So many records are written at a time: the memory of an import is that of a batch, whatever the file's size. */
const BATCH = 1000;

/**
 * Puts a file of runs into the store. JSONL is read line by line, and what was read before a line that is none stays: an
 * import of the mended file changes nothing of it. Anything else that GitHub's API gives has to fit into memory. `path` is where the file is, `name` what the user called it. Throws a CiError of code
 * HEALTH_RUNS_UNREADABLE, or those of the store.
 */
export async function importRuns(
  store: HealthStore,
  { path, name }: { readonly path: string; readonly name: string },
): Promise<Imported> {
  const batch = openBatch(store);
  if (await isJsonLines(path)) await eachLine(path, name, batch);
  else for (const page of splitDocumentsOf(await readRunsText(path, name), name)) batch.page(page);
  const imported = batch.finish();
  if (imported.runs === 0 && !batch.isAnswer()) throw runsUnreadable(name, 'holds no workflow run');
  return imported;
}

interface Batch {
  readonly page: (page: unknown) => void;
  readonly finish: () => Imported;
  readonly isAnswer: () => boolean;
}

function openBatch(store: HealthStore): Batch {
  let [runs, jobs]: [Run[], OwnedJob[]] = [[], []];
  let [count, changed, unread, isAnswer] = [0, 0, 0, false];
  const write = (): void => {
    store.together(() => {
      changed += store.saveRuns(runs);
      store.saveJobs(jobs);
    });
    count += runs.length;
    [runs, jobs] = [[], []];
  };
  const sink: PageSink = {
    run: (run) => runs.push(run),
    job: (job) => jobs.push(job),
    unread: () => (unread += 1),
    total: () => undefined,
  };
  return {
    page: (page) => {
      for (const one of [page].flat(2)) isAnswer = githubPage(one, sink) || isAnswer;
      if (runs.length + jobs.length >= BATCH) write();
    },
    finish: () => {
      write();
      return { runs: count, changed, unread };
    },
    isAnswer: () => isAnswer,
  };
}

/** Whether the first line is a whole document. Of a file that is one line it is too, and then it is all of it. */
async function isJsonLines(path: string): Promise<boolean> {
  try {
    for await (const line of linesOf(path)) if (line.trim() !== '') return parsed(line) !== undefined;
  } catch {
    // Whoever reads the whole says what is wrong with the file.
  }
  return false;
}

async function eachLine(path: string, name: string, batch: Batch): Promise<void> {
  for await (const line of linesOf(path)) {
    if (line.trim() === '') continue;
    const page = parsed(line);
    if (page === undefined)
      throw runsUnreadable(name, 'has a line that is no JSON document, or was cut short');
    batch.page(page);
  }
}

/** Closed by whoever leaves the loop early. */
async function* linesOf(path: string): AsyncGenerator<string> {
  const input = createReadStream(path, { encoding: 'utf8', highWaterMark: 1024 * 1024 });
  try {
    yield* createInterface({ input, crlfDelay: Infinity });
  } finally {
    input.destroy();
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

function splitDocumentsOf(text: string, name: string): readonly unknown[] {
  try {
    return splitDocuments(text);
  } catch {
    throw runsUnreadable(name, 'is neither JSON nor one JSON document a line, or was cut short');
  }
}
