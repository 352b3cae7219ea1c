import { hash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { EVIDENCE_FILE, parseEvidence, parseRunReport } from '@sluice/core/reports';
import type { RecordedRun } from '../report/recorded-run.ts';

/** 100,000 findings have half of it; more is a file that somebody made to be large. */
const MOST_BYTES = 128 * 1024 * 1024;

/**
 * The recorded run of a folder, or why there is none. What is in the folder may be anybody's: a link is not followed,
 * no more is read than the bound, and every field is held to the schema.
 */
export async function readRecord(
  dir: string,
): Promise<{ readonly run: RecordedRun; readonly fault?: string }> {
  try {
    const bytes = await readBounded(join(dir, 'report.json'));
    if (bytes === undefined) return { run: { unread: TOO_LARGE }, fault: TOO_LARGE };
    const report = parseRunReport(bytes.toString('utf8'));
    return { run: { report, ...(await evidenceOf(dir, bytes)) } };
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') return { run: {}, fault: 'no report was recorded' };
    // Its words may be those of the file: for the log, where they are made harmless, and nowhere else.
    const detail = error instanceof Error ? error.message : code;
    return { run: { unread: UNREADABLE }, fault: `${UNREADABLE}: ${detail}` };
  }
}

/** The digest to tell of: that of an index which names these very bytes as its report. */
async function evidenceOf(dir: string, report: Buffer): Promise<Pick<RecordedRun, 'sha256'>> {
  const bytes = await readBounded(join(dir, EVIDENCE_FILE)).catch(() => undefined);
  if (bytes === undefined) return {};
  try {
    const named = parseEvidence(bytes).files.find(({ path }) => path === 'report.json');
    return named?.sha256 === hash('sha256', report) ? { sha256: hash('sha256', bytes) } : {};
  } catch {
    return {};
  }
}

const TOO_LARGE = 'the recorded report is larger than 128 MiB';
const UNREADABLE = 'the recorded report cannot be read';

async function readBounded(file: string): Promise<Buffer | undefined> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) throw new Error('it is no file');
    if (facts.size > MOST_BYTES) return undefined;
    const bytes = Buffer.alloc(facts.size);
    let at = 0;
    for (let read = -1; read !== 0 && at < bytes.length; at += read)
      read = (await handle.read(bytes, at, bytes.length - at, at)).bytesRead;
    return bytes.subarray(0, at);
  } finally {
    await handle.close();
  }
}
