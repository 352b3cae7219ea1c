import { cp, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import { runEngine } from '../../engine.ts';
import { problemReport } from '../../engine/problem-report.ts';
import { explanationOf } from '../../engine/explanation-of.ts';
import { ciError } from '../../errors/ci-error.ts';
import { messageOf } from '../../errors/message-of.ts';
import { explain } from '../../gate/explain.ts';
import type { RunEvent } from '../../model/event.ts';
import type { Host } from '../../model/host.ts';
import type { RunReport } from '../../model/report.ts';
import { createConsole } from '../../report/console/create-console.ts';
import { exitCode } from '../../report/exit-code.ts';
import { parseFormats, type FormatRequest } from '../../report/formats.ts';
import { reportJson } from '../../report/json.ts';
import type { Moment } from '../../report/trace.ts';
import { ioDetail } from '../../state/state-unwritable.ts';
import { listFlag, stringFlag } from '../args.ts';
import { processHost } from '../host.ts';
import { consolePort } from '../console-port.ts';
import { problemText } from '../problem-text.ts';
import { printProblems, problemsOf } from '../print-problems.ts';
import type { Terminal } from '../terminal.ts';
import type { Invocation } from '../verb.ts';

/** `sluice run`: plans, runs, decides, reports. */
export async function run(invocation: Invocation): Promise<number> {
  const { cwd, flags, terminal, signal } = invocation;
  const isJson = flags['json'] === true;
  const asked = await readFlags(invocation).catch((error: unknown) =>
    printProblems(terminal, problemsOf(error)),
  );
  if (typeof asked === 'number') return asked;
  const host = processHost();
  const out = stringFlag(flags, 'out');
  const formats = asked.formats.map(({ format, file }) => ({ format, file: resolve(cwd, file) }));
  const profile = stringFlag(flags, 'profile');
  const moments: Moment[] = [{ atMs: performance.now(), mark: 'called' }];
  let dir: string | undefined;
  const view = createConsole(consolePort(terminal, isJson ? 'stderr' : 'stdout'), {
    explain: (report) => explanationOf(explain(report)),
  });
  const onEvent = (event: RunEvent): void => {
    if (event.type === 'run-started') dir = event.dir;
    if (profile !== undefined) moments.push({ atMs: performance.now(), event });
    view(event);
  };
  let report: RunReport;
  try {
    const loaded = await loadConfig({ cwd });
    moments.push({ atMs: performance.now(), mark: 'config-loaded' });
    report = await runEngine(loaded.config, {
      ...asked.options,
      formats,
      cwd: loaded.dir,
      configFile: loaded.file,
      host,
      signal,
      onEvent,
    });
  } catch (error) {
    return refuse(invocation, { formats, out, host }, error);
  }
  if (isJson) terminal.out(reportJson(report));
  const code = exitCode(report);
  if (profile !== undefined) await writeProfile(resolve(cwd, profile), { moments, report, terminal });
  if (out === undefined || dir === undefined) return code;
  try {
    await copyRun(dir, resolve(cwd, out));
    return code;
  } catch (error) {
    printProblems(terminal, error);
    // Somebody waits for these files: a run that leaves none there must not look complete.
    return code === 0 ? 2 : code;
  }
}

/** Loaded when asked for. A profile is no evidence: one that cannot be written is told, and changes nothing. */
async function writeProfile(
  file: string,
  {
    moments,
    report,
    terminal,
  }: { readonly moments: readonly Moment[]; readonly report: RunReport; readonly terminal: Terminal },
): Promise<void> {
  const [{ trace }, { writeInto }] = await Promise.all([
    import('../../report/trace.ts'),
    import('../../state/write-into.ts'),
  ]);
  try {
    await writeInto(file, trace([...moments, { atMs: performance.now(), mark: 'ended' }], report));
  } catch (error) {
    printProblems(terminal, error);
  }
}

interface Asked {
  readonly formats: readonly FormatRequest[];
  readonly out: string | undefined;
  readonly host: Host;
}

/** Nothing ran, or there is no place for evidence: what is known is told, and every file asked for still comes. */
async function refuse(
  { cwd, flags, terminal }: Invocation,
  { formats, out, host }: Asked,
  error: unknown,
): Promise<number> {
  const problems = problemsOf(error);
  terminal.err(problemText(problems));
  const inOut =
    out === undefined ? [] : RUN_FILES.map(([format, file]) => ({ format, file: join(out, file) }));
  const { report, lost } = await problemReport(problems, { cwd, host, formats: [...formats, ...inOut] });
  if (lost.length > 0) terminal.err(problemText(lost));
  if (flags['json'] === true) terminal.out(reportJson(report));
  return 2;
}

const RUN_FILES = [
  ['json', 'report.json'],
  ['markdown', 'report.md'],
  ['junit', 'junit.xml'],
] as const;

async function copyRun(dir: string, to: string): Promise<void> {
  try {
    await cp(dir, to, { recursive: true });
  } catch (error) {
    throw ciError('FILE_UNWRITABLE', { file: to, detail: ioDetail(error) }, {}, error);
  }
}

async function readFlags({ cwd, flags, positionals }: Invocation) {
  const jobs = stringFlag(flags, 'jobs');
  if (jobs !== undefined && !/^[1-9]\d{0,3}$/u.test(jobs)) {
    throw ciError('USAGE', {
      detail: `-j takes a number of checks from 1 on, not ${JSON.stringify(jobs)}.`,
      fix: 'Write -j 4, for example.',
    });
  }
  const planFile = stringFlag(flags, 'plan');
  return {
    formats: parseFormats(listFlag(flags, 'format')),
    options: {
      ids: positionals,
      skip: listFlag(flags, 'skip'),
      all: flags['all'] === true,
      base: stringFlag(flags, 'base'),
      jobs: jobs === undefined ? undefined : Number(jobs),
      failFast: flags['fail-fast'] === true,
      noCache: flags['no-cache'] === true,
      expectedPlan: planFile === undefined ? undefined : await readPlanHash(resolve(cwd, planFile)),
    },
  };
}

async function readPlanHash(file: string): Promise<{ readonly hash: string; readonly file: string }> {
  try {
    const { hash } = JSON.parse(await readFile(file, 'utf8')) as { hash?: unknown };
    if (typeof hash === 'string' && hash !== '') return { hash, file };
    throw new Error('it holds no plan hash');
  } catch (error) {
    throw ciError('USAGE', {
      detail: `--plan ${file} cannot be used: ${messageOf(error)}.`,
      fix: 'Write a plan with `sluice plan --out DIR` and name its plan.json.',
    });
  }
}
