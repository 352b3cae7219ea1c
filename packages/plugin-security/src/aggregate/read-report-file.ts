import { readFile, stat } from 'node:fs/promises';
import { MAX_REPORT_BYTES } from '../parse/json-document.ts';
import type { ReportFault } from '../parse/scan-report.ts';

export type ReportBytes = Uint8Array | { readonly code: ReportFault; readonly reason: string };

/** The bytes of a report, or why there are none. A file that is too large is not read at all. */
export async function readReportFile(path: string): Promise<ReportBytes> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return { code: 'unreadable', reason: 'is no file' };
    if (found.size > MAX_REPORT_BYTES)
      return { code: 'too-large', reason: `is larger than ${MAX_REPORT_BYTES / 1024 / 1024} MiB` };
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason =
      code === 'ENOENT' || code === 'ENOTDIR' ? 'does not exist' : `cannot be read (${code ?? 'unknown'})`;
    return { code: 'unreadable', reason };
  }
}
