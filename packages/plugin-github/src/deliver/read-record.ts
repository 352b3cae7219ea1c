import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRunReport } from '@sluice/core/reports';
import type { RecordedRun } from '../report/recorded-run.ts';

/** No run that was measured has a tenth of it; more is a file that somebody made to be large. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * The recorded run of a folder, or why there is none. What is in the folder may be anybody's: a link is not followed,
 * no more is read than the bound, and every field is held to the schema.
 */
export async function readRecord(
  dir: string,
): Promise<{ readonly run: RecordedRun; readonly fault?: string }> {
  try {
    const text = await readBounded(join(dir, 'report.json'));
    const sha256 = createHash('sha256').update(text).digest('hex');
    return { run: { report: parseRunReport(text), sha256 } };
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    const detail = error instanceof Error ? error.message : '';
    return { run: {}, fault: code === 'ENOENT' ? 'no report was recorded' : detail || code };
  }
}

async function readBounded(file: string): Promise<string> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) throw new Error('the recorded report is no file');
    if (facts.size > MOST_BYTES) throw new Error('the recorded report is larger than 32 MiB');
    const bytes = Buffer.alloc(facts.size);
    const { bytesRead } = await handle.read(bytes, 0, facts.size, 0);
    return bytes.subarray(0, bytesRead).toString('utf8');
  } finally {
    await handle.close();
  }
}
