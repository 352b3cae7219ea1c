import { cp, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import { runEngine } from '../../engine.ts';
import { problemReport } from '../../engine/problem-report.ts';
import { explanationOf } from '../../engine/explanation-of.ts';
import { ciError, problemOf } from '../../errors/ci-error.ts';
import { messageOf } from '../../errors/message-of.ts';
import { explain } from '../../gate/explain.ts';
import type { RunEvent } from '../../model/event.ts';
import { createConsole } from '../../report/console/create-console.ts';
import { exitCode } from '../../report/exit-code.ts';
import { parseFormats } from '../../report/formats.ts';
import { reportJson } from '../../report/json.ts';
import { listFlag, stringFlag } from '../args.ts';
import { processHost } from '../host.ts';
import { consolePort } from '../console-port.ts';
import { problemText } from '../problem-text.ts';
import { printProblems, problemsOf } from '../print-problems.ts';
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
  let loaded;
  try {
    loaded = await loadConfig({ cwd });
  } catch (error) {
    const problems = problemsOf(error);
    terminal.err(problemText(problems));
    const report = await problemReport(problems, { cwd, host, formats: asked.formats });
    if (isJson) terminal.out(reportJson(report));
    return 2;
  }
  let dir: string | undefined;
  const view = createConsole(consolePort(terminal, isJson ? 'stderr' : 'stdout'), {
    explain: (report) => explanationOf(explain(report)),
  });
  const onEvent = (event: RunEvent): void => {
    if (event.type === 'run-started') dir = event.dir;
    view(event);
  };
  const formats = asked.formats.map(({ format, file }) => ({ format, file: resolve(cwd, file) }));
  let report;
  try {
    report = await runEngine(loaded.config, {
      ...asked.options,
      formats,
      cwd: loaded.dir,
      host,
      signal,
      onEvent,
    });
  } catch (error) {
    // No place for evidence: what is known is told, and the document still comes.
    report = await problemReport(problemsOf(error), { cwd: loaded.dir, host, formats: [] });
    terminal.err(problemText(report.problems));
  }
  if (isJson) terminal.out(reportJson(report));
  const out = stringFlag(flags, 'out');
  if (out !== undefined && dir !== undefined) {
    try {
      await cp(dir, resolve(cwd, out), { recursive: true });
    } catch (error) {
      // Somebody waits for these files: a run that leaves none there must not look complete.
      return printProblems(terminal, [problemOf('FILE_UNWRITABLE', { file: out, detail: messageOf(error) })]);
    }
  }
  return exitCode(report);
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
