import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check, CheckContext, CheckOutcome, ExecResult } from '@sluice/core';
import type { Declared } from '../dependencies/declared.ts';
import { findDeclared } from '../dependencies/find-declared.ts';
import { localNames } from '../dependencies/local-names.ts';
import { atPlace } from '../projects/at-place.ts';
import { ONLY_PLACE, type ProjectPlace } from '../projects/project-place.ts';
import type { SecurityOptions } from '../options.ts';
import { openAdvisories, type Advisories } from '../osv/open-advisories.ts';
import { readPipAuditReport } from '../parse/pip-audit-json.ts';
import type { ScanReport } from '../parse/scan-report.ts';
import type { ChosenPython } from '../python/choose-python.ts';
import type { Env } from '../python/interpreters.ts';
import { toolSpec } from '../tools/tool-spec.ts';
import { auditInput, type AuditInput } from './audit-input.ts';
import { outcomeOf } from './outcome-of.ts';
import { describeVulnerabilities } from './describe-vulnerabilities.ts';
import { ownWords, whyNoReport } from './tool-words.ts';

/** Where pip-audit runs: the Python it is installed under, and the environment for the way to the advisories. */
export interface AuditHost {
  readonly python: ChosenPython;
  readonly env: Env;
  /** The folders of all projects, relative to the config's: what they make, no index has. */
  readonly roots?: readonly string[];
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** A requirements file may include others, under any name and from beside the project. */
const LISTS = [
  '**/*.txt',
  '**/*.in',
  '../**/*.txt',
  '../**/*.in',
  '**/*.lock',
  '**/pylock*.toml',
  '**/pyproject.toml',
  '**/setup.py',
  '**/setup.cfg',
  '**/Pipfile',
];

/** Variables by which pip-audit would be configured behind the back of the command line. */
const OWN_VARIABLES = {
  PIP_AUDIT_DESC: undefined,
  PIP_AUDIT_FORMAT: undefined,
  PIP_AUDIT_OSV_URL: undefined,
  PIP_AUDIT_OUTPUT: undefined,
  PIP_AUDIT_PROGRESS_SPINNER: undefined,
  PIP_AUDIT_VULNERABILITY_SERVICE: undefined,
};

/**
 * pip-audit on the project's dependencies. Its exit code 0 also means that every dependency was skipped, and 1 also
 * every fatal error: only a report that it wrote counts. It asks a server of this process for advisories, which knows
 * the severities that pip-audit does not.
 */
export function pipAuditCheck(
  options: SecurityOptions,
  host: AuditHost,
  place: ProjectPlace = ONLY_PLACE,
): Check {
  const { pipAudit } = options;
  const check: Check = {
    id: 'security/pip-audit',
    title: 'pip-audit',
    level: pipAudit === false ? 'informational' : (pipAudit.level ?? 'informational'),
    limits: [],
    inputs: [...LISTS, ...(pipAudit === false ? [] : (pipAudit.requirements ?? []))],
    tools: [toolSpec('pip-audit', host.python.path)],
    retry: { max: 1, on: ['transient'], backOffMs: 2000 },
    ...(pipAudit === false ? { disabled: 'option pipAudit is false' } : {}),
    ...(pipAudit !== false && pipAudit.timeoutMs !== undefined ? { timeoutMs: pipAudit.timeoutMs } : {}),
    run: (ctx) => run(ctx, options, { host, root: place.root }),
  };
  // In a monorepo a list may include those of other projects, which no input of this one names.
  return place === ONLY_PLACE ? reusedForADay(check, options, host) : atPlace(check, place);
}

/** What is known of a dependency changes while its version does not. */
function reusedForADay(check: Check, { advisories }: SecurityOptions, { python, env }: AuditHost): Check {
  const isFolder = advisories !== 'live' && !/^https?:\/\//u.test(advisories);
  return {
    ...check,
    cache: true,
    freshForMs: DAY_MS,
    inputs: [...(check.inputs ?? []), ...(isFolder ? [`${advisories.replace(/\/+$/u, '')}/**`] : [])],
    env: Object.keys(env).filter((name) => /^(?:PIP|PYTHON)/u.test(name)),
    keyedBy: { python: python.from },
  };
}

async function run(
  ctx: CheckContext,
  options: SecurityOptions,
  { host: { env, roots = [] }, root }: { readonly host: AuditHost; readonly root: string },
): Promise<CheckOutcome> {
  const { pipAudit, advisories } = options;
  const wanted = pipAudit === false ? undefined : pipAudit;
  const found = await findDeclared(ctx.cwd, root, wanted?.requirements);
  const locals = await localNames(ctx.cwd, [root, ...roots]);
  const declared = found && withoutLocals(found, locals);
  if (declared === undefined) return nothingDeclared(['no file says anything of dependencies']);
  if (declared.faults.length > 0) return { status: 'errored', reason: declared.faults.join('; ') };
  const input = auditInput(declared, options.unaudited, wanted?.resolve);
  if (input.lines.length === 0)
    return nothingDeclared([`none named in ${declared.files.join(', ')}`, ...input.detail.slice(1)]);
  const opened = await openAdvisories({ cwd: ctx.cwd, advisories, env, signal: ctx.signal });
  if ('reason' in opened) return { status: 'errored', reason: opened.reason };
  try {
    return await audit(ctx, { declared, input, opened, env }, options);
  } finally {
    await opened.server.close();
  }
}

function withoutLocals(declared: Declared, locals: ReadonlySet<string>): Declared {
  const requirements = declared.requirements.filter(({ name }) => name === undefined || !locals.has(name));
  return { ...declared, requirements };
}

/** Nothing is depended on, by what the files say: that is no scan which saw nothing. */
function nothingDeclared(detail: readonly string[]): CheckOutcome {
  return { status: 'completed', findings: [], summary: `no dependencies: ${detail.join(', ')}` };
}

interface Audit {
  readonly declared: Declared;
  readonly input: AuditInput;
  readonly opened: Advisories;
  readonly env: Env;
}

async function audit(
  ctx: CheckContext,
  { declared, input, opened: { server, from }, env }: Audit,
  options: SecurityOptions,
): Promise<CheckOutcome> {
  const list = join(ctx.tempDir, 'requirements.txt');
  const file = join(ctx.tempDir, 'pip-audit.json');
  await writeFile(list, `${input.lines.join('\n')}\n`);
  const args = ['-f', 'json', '--progress-spinner', 'off', '-s', 'osv', '--osv-url', server.url];
  const result = await ctx.exec(
    'pip-audit',
    [...args, '--cache-dir', join(ctx.tempDir, 'cache'), '-o', file, ...input.args, '-r', list],
    { env: { ...OWN_VARIABLES, ...withoutProxy(env) } },
  );
  const failure = server.failure();
  if (failure !== undefined) {
    const help = 'the option advisories takes a folder of OSV records in its place';
    return { status: 'errored', reason: `no advisories: ${failure} (${help})` };
  }
  const reason = whyNoReport('pip-audit', result);
  if (reason !== undefined) return { status: 'errored', reason };
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return { status: 'errored', reason: noReportWords(result) };
  const read = readPipAuditReport(text, { cwd: ctx.cwd });
  if ((result.exitCode === 1) !== read.read > 0 && read.status !== 'failed')
    return {
      status: 'errored',
      reason: `pip-audit exited with ${result.exitCode}, and its report holds ${read.read}`,
    };
  ctx.artifact('pip-audit.json', file);
  const report: ScanReport = {
    ...read,
    findings: describeVulnerabilities(read.findings, server.handedOut.values(), declared),
  };
  const seen = ({ scope }: ScanReport): string =>
    `${scope.seen} of ${scope.seen + scope.missed} dependencies, ${from}`;
  return outcomeOf(ctx, { report, seen, detail: [from, ...input.detail] }, options);
}

/** Our own server is on this machine, whatever proxy leads out of it. */
function withoutProxy(env: Env): Readonly<Record<string, string>> {
  const known = env['NO_PROXY'] ?? env['no_proxy'];
  const list = known === undefined || known === '' ? '127.0.0.1' : `${known},127.0.0.1`;
  return { NO_PROXY: list, no_proxy: list };
}

function noReportWords(result: ExecResult): string {
  return `${ownWords('pip-audit', result)}; it wrote no report`;
}
