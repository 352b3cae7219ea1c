import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CheckContext, CheckOutcome, ExecResult, HookEnv } from '@sluice/core';
import type { ImageSource } from '../image/image-source.ts';
import { openDatabase } from '../trivy/database.ts';
import { END_OF_LIFE, FOUND } from '../trivy/exit-codes.ts';
import { runTrivy } from '../trivy/run-trivy.ts';
import { whyNoReport } from '../trivy/trivy-words.ts';
import { concludeScan } from './conclude-scan.ts';
import { publicReport } from './public-report.ts';
import { readImageReport, type ImageReport } from './read-image-report.ts';
import { scanArguments } from './scan-arguments.ts';
import type { ScanOptions } from './scan-limits.ts';

/** What is scanned, and with what. */
export interface ScanInput {
  readonly scan: ScanOptions;
  readonly source: ImageSource;
  readonly env: HookEnv;
  readonly nowMs: number;
  /** Makes the image a tar; asked for when there is something to scan it with. */
  readonly openImage: () => Promise<{ readonly tar: string } | { readonly reason: string }>;
}

/** Scans an image: the database, the image, one run of Trivy, its report. */
export async function runScan(ctx: CheckContext, input: ScanInput): Promise<CheckOutcome> {
  const { scan, source, env, nowMs } = input;
  const database = scan.scanners.includes('vulnerabilities')
    ? await openDatabase(ctx, { local: scan.database, maxAgeMs: scan.maxDbAgeMs, env, nowMs })
    : undefined;
  if (database !== undefined && 'reason' in database) return { status: 'errored', reason: database.reason };
  const image = await input.openImage();
  if ('reason' in image) return { status: 'errored', reason: image.reason };
  const cacheDir = database?.cacheDir ?? join(ctx.tempDir, 'trivy');
  await mkdir(cacheDir, { recursive: true });
  const report = join(ctx.tempDir, 'trivy-report.json');
  const args = scanArguments(scan, { cwd: ctx.cwd, tar: image.tar, report });
  const result = await runTrivy(ctx, { cacheDir, args, env });
  const reason = whyNoReport(result);
  // Where the tar lies in this run helps nobody.
  if (reason !== undefined)
    return { status: 'errored', reason: reason.replaceAll(`${dirname(image.tar)}/`, '') };
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return { status: 'errored', reason: 'trivy wrote no report' };
  const read = await readImageReport(text, source);
  for (const secret of read.secrets) ctx.secret(secret);
  const contradiction = whyContradictory(result, read);
  if (contradiction !== undefined) return { status: 'errored', reason: contradiction };
  await keepReport(ctx, text);
  return concludeScan(ctx, { report: read, scan, database });
}

/** An exit code that its report does not bear out: something else wrote one of them. */
function whyContradictory({ exitCode }: ExecResult, { read, findings }: ImageReport): string | undefined {
  const isEndOfLife = findings.some(({ kind }) => kind === 'eol');
  const expected = isEndOfLife ? END_OF_LIFE : read > 0 ? FOUND : 0;
  return exitCode === expected ? undefined : `trivy exited with ${exitCode}, and its report holds ${read}`;
}

async function keepReport(ctx: CheckContext, text: string): Promise<void> {
  const shown = publicReport(text);
  if (shown === undefined) return;
  const file = join(ctx.tempDir, 'trivy.json');
  await writeFile(file, shown);
  ctx.artifact('trivy.json', file);
}
