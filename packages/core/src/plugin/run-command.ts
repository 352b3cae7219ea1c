import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CheckContext, CheckOutcome } from '../model/check.ts';
import type { ExecResult } from '../model/exec.ts';
import type { Finding } from '../model/finding.ts';
import { setVariables, type CommandSource } from './command-source.ts';
import { snapshot, type Snapshot } from './fresh-file.ts';
import { outputTail } from './output-tail.ts';
import type { CommandFacts } from './report-facts.ts';

/** Runs a `command()` check and says what it saw. */
export async function runCommand(
  { name, argv, options }: CommandSource,
  ctx: CheckContext,
): Promise<CheckOutcome> {
  const [file, ...args] = argv;
  if (file === undefined) return errored('the command is empty');
  const cwd = resolve(ctx.cwd, options.cwd ?? '.');
  // A missing folder and a missing program are the same error to the operating system.
  if (!isFolder(cwd)) return errored(`its folder ${options.cwd ?? '.'} does not exist`);

  const { report } = options;
  const reportFile =
    report === undefined ? undefined : resolve(cwd, 'junit' in report ? report.junit : report.sarif);
  const before = reportFile === undefined ? undefined : await snapshot(reportFile);
  const result = await ctx.exec(file, args, { cwd, env: setVariables(options.env), output: 'log' });

  // Nothing of its own to quote.
  if (result.missing !== undefined) return errored(`${file} could not be started: ${result.missing}`);
  const fault = faultOf(result, file);
  if (fault !== undefined) return errored(withTail(fault, await outputTail(result.logPath)));
  if (report === undefined || before === undefined) return byExitCode(name, result, ctx);
  return byReport({ source: { name, argv, options }, before, cwd }, result, ctx);
}

// No verdict about the code: a program was not there, or did not come to its end.
function faultOf({ exitCode, signal }: ExecResult, file: string): string | undefined {
  if (exitCode === 127) return `exit code 127: a program was not found`;
  if (exitCode === 126) return `exit code 126: a program could not be executed`;
  if (exitCode === null) return `${file} was ended by ${signal ?? 'an unknown signal'}`;
  return undefined;
}

async function byExitCode(name: string, result: ExecResult, ctx: CheckContext): Promise<CheckOutcome> {
  if (result.exitCode === 0) return { status: 'completed', findings: [] };
  return {
    status: 'completed',
    findings: [await exitFinding(name, result, ctx)],
    summary: `exit code ${result.exitCode}`,
  };
}

async function exitFinding(
  name: string,
  { exitCode, logPath }: ExecResult,
  ctx: CheckContext,
): Promise<Finding> {
  return ctx.finding({
    ruleId: `repo/${name}`,
    tool: name,
    kind: 'code',
    severity: 'high',
    message: withTail(`exit code ${exitCode}`, await outputTail(logPath)),
    // The output differs from run to run; the same failure must keep its fingerprint.
    region: `exit code ${exitCode}`,
  });
}

interface ReportedRun {
  readonly source: CommandSource;
  readonly before: Snapshot;
  readonly cwd: string;
}

async function byReport(
  { source, before, cwd }: ReportedRun,
  result: ExecResult,
  ctx: CheckContext,
): Promise<CheckOutcome> {
  const { name, options } = source;
  const { readCommandReport } = await import('./read-command-report.ts');
  const isJunit = options.report !== undefined && 'junit' in options.report;
  const read = await readCommandReport({ name, isJunit, before, cwd, root: ctx.cwd });
  if ('fault' in read)
    return errored(
      withTail(`${read.fault} (exit code ${result.exitCode})`, await outputTail(result.logPath)),
    );
  ctx.artifact(isJunit ? 'junit.xml' : 'results.sarif', before.file);
  const findings = read.findings.map((finding) => ctx.finding(finding));
  // A program that fails and reports nothing that explains it is not clean.
  const isUnexplained = result.exitCode !== 0 && findings.length === 0;
  if (isUnexplained) findings.push(await exitFinding(name, result, ctx));
  return { status: 'completed', findings, ...factsOf(read) };
}

function factsOf({
  metrics,
  scope,
  summary,
}: CommandFacts): Pick<CommandFacts, 'metrics' | 'scope' | 'summary'> {
  return { metrics, ...(scope === undefined ? {} : { scope }), summary };
}

function errored(reason: string): CheckOutcome {
  return { status: 'errored', reason };
}

function withTail(what: string, tail: string): string {
  return tail === '' ? what : `${what}\n${tail}`;
}

// Not through the thread pool: for a program that ends at once, waiting for it would be a tenth of its time.
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
