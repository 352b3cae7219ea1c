import { readFile, stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { messageOf } from '../errors/message-of.ts';
import { staleness, type Snapshot } from './fresh-file.ts';
import type { ReadReport, ReportSubject } from './report-facts.ts';

const MAX_BYTES = 256 * 1024 * 1024;

interface ReportRequest extends ReportSubject {
  readonly isJunit: boolean;
  readonly before: Snapshot;
}

/** Reads the report that a command declared. Whatever is not a whole, fresh report is a fault. */
export async function readCommandReport({ isJunit, before, ...subject }: ReportRequest): Promise<ReadReport> {
  const name = relative(subject.cwd, before.file);
  const stale = await staleness(before);
  if (stale !== undefined) return { fault: `the report ${name} ${stale}` };
  try {
    const { size } = await stat(before.file);
    if (size > MAX_BYTES)
      return { fault: `the report ${name} is larger than ${MAX_BYTES / 1024 / 1024} MiB` };
    const text = await readFile(before.file, 'utf8');
    const read = isJunit
      ? (await import('./junit-facts.ts')).junitFacts(text, subject)
      : (await import('./sarif-facts.ts')).sarifFacts(text, subject);
    return 'fault' in read ? { fault: `the report ${name} ${read.fault}` } : read;
  } catch (error) {
    return { fault: `the report ${name} cannot be read: ${messageOf(error)}` };
  }
}
