import type { Check, CheckContext, CheckOutcome } from '@sluice/core';
import type { OptionsOf } from '../options.ts';
import { parseAudit } from '../parse/npm-audit-json.ts';
import { ownWords } from '../own-words.ts';
import { runTool } from '../tool.ts';

/** Known vulnerabilities of what `package-lock.json` installs, by npm audit. */
export function auditCheck(options: OptionsOf<'audit'>): Check {
  const { severityAtLeast } = options;
  return {
    id: 'node/audit',
    title: 'npm audit: known vulnerabilities',
    inputs: ['package.json', 'package-lock.json', 'npm-shrinkwrap.json'],
    limits: [{ rule: 'node/audit', count: { kind: 'dependency', severityAtLeast }, max: 0 }],
    // Asks the registry, which may not answer: that is no fault of the code.
    retry: { max: 1, on: ['transient'] },
    run: (ctx) => runAudit(ctx, options),
  };
}

/**
 * What npm audit's exit codes mean, with the report it prints:
 *
 * | code | report | means |
 * |---|---|---|
 * | 0 | no vulnerability | clean |
 * | 1 | vulnerabilities | findings |
 * | 1 | none, but an error | no lock file, or a registry that does not answer: errored |
 * | other | | errored |
 */
async function runAudit(ctx: CheckContext, { omitDev }: OptionsOf<'audit'>): Promise<CheckOutcome> {
  const run = await runTool(ctx, {
    program: 'npm',
    args: ['audit', '--json', ...(omitDev ? ['--omit=dev'] : [])],
  });
  if (run.notRun !== undefined) return { status: 'errored', reason: run.notRun };
  const report = parseAudit(run.stdout);
  if (report === undefined || (run.exitCode !== 0 && run.exitCode !== 1))
    return { status: 'errored', reason: ownWords('npm audit', run) };
  if ('error' in report) return { status: 'errored', reason: `npm audit did not look: ${report.error}` };
  if ((run.exitCode === 1) !== report.advisories.length > 0) {
    const reason = `npm audit ended with ${run.exitCode} and ${report.advisories.length} advisories`;
    return { status: 'errored', reason };
  }
  const findings = report.advisories.map(({ id, title, severity, name, range, url, cwe }) =>
    ctx.finding({
      ruleId: `npm-audit/${id}`,
      tool: 'npm-audit',
      kind: 'dependency',
      severity,
      message: `${name} ${range}: ${title}`,
      location: { path: 'package-lock.json' },
      region: `${name} ${id}`,
      aliases: [id],
      helpUrl: url,
      ...(cwe.length === 0 ? {} : { cwe }),
    }),
  );
  const scope = { unit: 'dependencies', seen: report.dependencies, missed: 0, detail: [] };
  const summary = `${findings.length} advisories over ${report.dependencies} dependencies`;
  return { status: 'completed', findings, metrics: { advisories: findings.length }, scope, summary };
}
