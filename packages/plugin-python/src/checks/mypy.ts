import { isAbsolute } from 'node:path';
import type { Check, CheckContext, CheckOutcome, ExecResult, Finding, ResolvedTool } from '@sluice/core';
import type { PythonOptions } from '../options.ts';
import { parseMypy, type MypyMessage, type MypyReport } from '../parse/mypy.ts';
import { foldersPattern } from '../project/excluded-folders.ts';
import type { Project } from '../project/project.ts';
import { toolSpec } from '../tools/tool-spec.ts';
import { withCommon } from './base-check.ts';
import { environmentId, newestVersion } from './environment-id.ts';
import { filesPhrase } from './files-phrase.ts';
import { everyFileBut } from './inputs.ts';
import { mayBeEvidence } from './may-be-evidence.ts';
import { mypyConfiguration, mypyTargets } from './mypy-configuration.ts';
import { relativePath } from './paths.ts';
import { sourceLines } from './source-lines.ts';
import { ownWords, whyNotRun } from './tool-words.ts';

/** One form of message whatever the configuration asks for. The text form, as it alone counts files and errors. */
const FORM = [
  '--show-column-numbers',
  '--show-error-end',
  '--show-error-codes',
  '--no-color-output',
  '--no-pretty',
  '--hide-error-context',
  '--error-summary',
];

/**
 * MyPy, with the imports of the project's environment. Its exit codes: 0 no error, 1 errors, 2 refused, crashed, or
 * stopped at a file that does not parse: then nothing is known of the rest, which is `errored`.
 */
export function mypyCheck(options: PythonOptions, project: Project): Check {
  const own = options.mypy === false ? undefined : options.mypy;
  const configuration = mypyConfiguration(project);
  const named = own?.paths ?? options.paths;
  const above = project.above?.mypy;
  // What a configuration for all names is meant from its own folder.
  const namesTargets = configuration?.namesTargets === true && above === undefined;
  const paths = named ?? (namesTargets ? [] : mypyTargets(project));
  const config = above === undefined ? [] : ['--config-file', above];
  const isInEnvironment = (configuration?.plugins.length ?? 0) > 0;
  const exclude = project.excluded.length === 0 ? [] : ['--exclude', foldersPattern(project.excluded)];
  const check: Check = {
    id: 'python/mypy',
    title: 'MyPy: types',
    level: 'informational',
    needs: [environmentId(own?.version ?? newestVersion(options))],
    tools: isInEnvironment ? [] : [toolSpec('mypy', project)],
    inputs: everyFileBut(own?.exclude ?? []),
    run: (ctx) =>
      runMypy(ctx, {
        from: configuration
          ? `configured in ${above ?? configuration.place}`
          : "MyPy's own defaults, as the project configures none",
        args: [...config, ...exclude, ...(own?.args ?? []), ...paths],
        isInEnvironment,
      }),
  };
  return withCommon(check, options.mypy, 'mypy');
}

interface MypyRun {
  readonly from: string;
  readonly args: readonly string[];
  /** The project's own MyPy is used, for its plugins can only be imported there. */
  readonly isInEnvironment: boolean;
}

async function runMypy(ctx: CheckContext, run: MypyRun): Promise<CheckOutcome> {
  const python = await ctx.exec('python', ['-c', 'import sys; print(sys.executable)']);
  const executable = python.stdout.trim();
  // Anything else than a path would go to MyPy as it is, which then reports on imports it could not look at.
  if (python.exitCode !== 0 || !isAbsolute(executable)) {
    return {
      status: 'errored',
      reason: `the environment's Python does not run: ${whyNotRun('python', python) ?? ownWords('python', python)}`,
    };
  }
  const args = [
    ...FORM,
    '--cache-dir',
    `${ctx.stateDir}/cache/mypy`,
    '--python-executable',
    executable,
    ...run.args,
  ];
  const options = { env: { MYPY_FORCE_COLOR: undefined, PYTHONUTF8: '1' }, maxBufferBytes: 64 * 1024 * 1024 };
  const result = run.isInEnvironment
    ? await ctx.exec(executable, ['-m', 'mypy', ...args], options)
    : await ctx.exec('mypy', args, options);
  const report = parseMypy(result.stdout);
  const found = await findings(ctx, report.messages);
  const tools = run.isInEnvironment ? await ownMypy(ctx, executable) : undefined;
  const facts = { findings: found, ...(tools ? { tools } : {}) };
  const reason = whyNoEvidence(result, report);
  if (reason !== undefined) return { status: 'errored', reason, ...facts };
  const seen = report.summary?.checked ?? 0;
  return {
    status: 'completed',
    ...facts,
    metrics: { errors: found.length, files: seen },
    scope: { unit: 'files', seen, missed: 0, detail: [run.from] },
    summary: `${countPhrase(found.length)} in ${filesPhrase(seen)}, ${change(ctx, found.length)}`,
  };
}

const countPhrase = (count: number): string => (count === 1 ? '1 error' : `${count} errors`);

function change(ctx: CheckContext, errors: number): string {
  const before = ctx.history.find((entry) => entry.metrics['errors'] !== undefined)?.metrics['errors'];
  if (before === undefined) return 'no earlier run';
  if (before === errors) return 'as in the last run';
  return `${Math.abs(errors - before)} ${errors < before ? 'fewer' : 'more'} than in the last run`;
}

function whyNoEvidence(result: ExecResult, report: MypyReport): string | undefined {
  const notRun = whyNotRun('mypy', result);
  if (notRun !== undefined) return notRun;
  if (/No module named ['"]?mypy/.test(result.stderr)) {
    return "MyPy's configuration names plugins, so it runs in the project's environment: put mypy among the project's requirements";
  }
  const errors = report.messages.filter(({ severity }) => severity === 'error');
  if (result.exitCode === 2) {
    const first = errors[0];
    if (!first) return ownWords('mypy', result);
    const place = first.line === undefined ? first.path : `${first.path}:${first.line}`;
    return `mypy stopped at ${place}: ${first.message}; the rest was not checked`;
  }
  if (!mayBeEvidence('MyPy', result.exitCode)) return ownWords('mypy', result);
  if (!report.summary) return `mypy exited with ${result.exitCode} and did not say what it checked`;
  if (report.summary.errors !== errors.length) {
    return `mypy counted ${countPhrase(report.summary.errors)}, of which ${errors.length} could be read`;
  }
  if (!report.summary.checked) return 'nothing to look at: mypy checked no file';
  return undefined;
}

/** The errors; a note belongs to the error before it, and alone (`reveal_type`) it is no finding. */
async function findings(ctx: CheckContext, messages: readonly MypyMessage[]): Promise<readonly Finding[]> {
  const sourceLine = sourceLines(ctx.cwd);
  const found: Finding[] = [];
  for (const { path, line, column, endLine, endColumn, severity, message, code } of messages) {
    if (severity !== 'error') continue;
    const relative = relativePath(ctx.cwd, path);
    const region = await sourceLine(relative, line);
    const place = { line, column, endLine, endColumn };
    const known = Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined));
    found.push(
      ctx.finding({
        ruleId: `mypy/${code ?? 'misc'}`,
        tool: 'mypy',
        kind: 'type',
        severity: 'medium',
        raw: severity,
        message,
        location: { path: relative, ...known },
        ...(region ? { region } : {}),
        helpUrl: `https://mypy.readthedocs.io/en/stable/_refs.html#code-${code ?? 'misc'}`,
      }),
    );
  }
  return found;
}

async function ownMypy(ctx: CheckContext, executable: string): Promise<readonly ResolvedTool[] | undefined> {
  const result = await ctx.exec(executable, ['-m', 'mypy', '--version']);
  const version = /^mypy (\d[\w.]*)/.exec(result.stdout)?.[1];
  return version === undefined ? undefined : [{ name: 'mypy', version, path: `${executable} -m mypy` }];
}
