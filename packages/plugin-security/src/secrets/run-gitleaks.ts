import type { CheckContext, ExecOptions, ExecResult } from '@sluice/core';
import { readGitleaksReport } from '../parse/gitleaks-json.ts';
import { plainText } from '../parse/plain-text.ts';
import { ownWords, whyNoReport } from '../checks/tool-words.ts';
import type { Leak } from './leak.ts';

/** What one run of gitleaks found, or why it is no evidence. */
export type Leaks =
  | { readonly leaks: readonly Leak[]; readonly commits: number; readonly bytes: number }
  | { readonly reason: string };

/** Which run: `git`, `dir` or `stdin`, with what it takes. */
export interface GitleaksRun {
  readonly mode: 'git' | 'dir' | 'stdin';
  readonly args: readonly string[];
  readonly options?: ExecOptions;
}

const REPORT_BYTES = 128 * 1024 * 1024;

/** `--exit-code` tells leaks from an error, which is 1. The report comes by the pipe, and never lies on a disk. */
const ARGUMENTS = ['--no-banner', '--no-color', '--exit-code', '42', '-f', 'json', '-r', '-'];

/** By these gitleaks would be configured behind the back of the command line. */
const OWN_VARIABLES = { GITLEAKS_CONFIG: undefined, GITLEAKS_CONFIG_TOML: undefined };

/**
 * Runs gitleaks without `--redact`, for only who knows a secret can keep it out of everything else, and tells the run
 * each value before anything is made of it. Exit code 0 and an empty list also come of a place that is no repository,
 * so it has to say how much it scanned.
 */
export async function runGitleaks(ctx: CheckContext, { mode, args, options }: GitleaksRun): Promise<Leaks> {
  const result = await ctx.exec('gitleaks', [mode, ...ARGUMENTS, ...args], {
    ...options,
    env: { ...options?.env, ...OWN_VARIABLES },
    output: 'private',
    maxBufferBytes: REPORT_BYTES,
  });
  const values = valuesIn(result.stdout);
  for (const { value } of values ?? []) ctx.secret(value);
  const reason = whyNoReport('gitleaks', result) ?? whyNoEvidence(mode, result);
  if (reason !== undefined) return { reason };
  const report = readGitleaksReport(withPlaces(result.stdout));
  if (report.status !== 'complete' || values === undefined || values.length !== report.findings.length)
    return { reason: `gitleaks wrote a report that ${report.reason ?? 'cannot be read'}` };
  if ((result.exitCode === 42) !== report.read > 0)
    return { reason: `gitleaks exited with ${result.exitCode}, and its report holds ${report.read}` };
  const leaks = report.findings.map((finding, index) => ({ finding, ...(values[index] as Value) }));
  return { leaks, commits: commitsOf(result) ?? 0, bytes: bytesOf(result) ?? 0 };
}

/** What comes by standard input has no file, and a leak without one is none to a reader of reports. */
function withPlaces(text: string): string {
  return text.replace(/^(\s*"File": )""(,?)$/gmu, '$1"-"$2');
}

type Value = Pick<Leak, 'value' | 'line' | 'isOneLine'>;

/** The raw values, in the order of the report; undefined when it is no list. */
function valuesIn(text: string): readonly Value[] | undefined {
  let records: unknown;
  try {
    records = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(records)) return undefined;
  return records.map((record: unknown) => {
    const { Secret, StartLine, EndLine } = (record ?? {}) as Record<string, unknown>;
    const value = typeof Secret === 'string' ? Secret : '';
    return { value, line: Number(StartLine), isOneLine: StartLine === EndLine };
  });
}

function whyNoEvidence(mode: GitleaksRun['mode'], result: ExecResult): string | undefined {
  if (result.truncated === true) return 'gitleaks found more than can be read';
  const words = plainText(result.stderr.match(/(?:ERR|FTL).*/u)?.[0] ?? '', 240);
  if (words !== '') return `gitleaks says: ${words}`;
  if (bytesOf(result) === undefined) return `${ownWords('gitleaks', result)}; not how much it scanned`;
  if (mode === 'git' && !((commitsOf(result) ?? 0) > 0)) return 'gitleaks scanned no commit';
  return undefined;
}

function commitsOf({ stderr }: ExecResult): number | undefined {
  const count = /(\d+) commits scanned/u.exec(stderr)?.[1];
  return count === undefined ? undefined : Number(count);
}

function bytesOf({ stderr }: ExecResult): number | undefined {
  const count = /scanned ~(\d+) bytes/u.exec(stderr)?.[1];
  return count === undefined ? undefined : Number(count);
}
