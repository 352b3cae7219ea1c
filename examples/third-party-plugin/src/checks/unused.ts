import type { Check, CheckContext, CheckOutcome } from '@sluice/core';
import type { OptionsOf } from '../options.ts';
import { ownWords } from '../own-words.ts';
import { parseKnip } from '../parse/knip-json.ts';
import { reusable } from '../reusable.ts';
import { runTool } from '../tool.ts';

/** Files, exports and dependencies that nothing uses, by knip. */
export function unusedCheck(options: OptionsOf<'unused'>): Check {
  const check: Check = {
    id: 'node/unused',
    title: 'knip: what nothing uses',
    run: (ctx) => runKnip(ctx, options),
  };
  return reusable(check, options.inputs);
}

/**
 * What knip's exit codes mean:
 *
 * | code | means |
 * |---|---|
 * | 0 | nothing unused |
 * | 1 | what is listed is not used |
 * | 2 | its configuration, or a crash: errored |
 * | other | errored |
 */
async function runKnip(ctx: CheckContext, { args }: OptionsOf<'unused'>): Promise<CheckOutcome> {
  const form = ['--reporter', 'json', '--no-progress', '--no-config-hints'];
  const run = await runTool(ctx, { program: 'knip', args: [...form, ...args] });
  const errored = (reason: string): CheckOutcome => ({ status: 'errored', reason, tools: run.tools });
  if (run.notRun !== undefined) return errored(run.notRun);
  const unused = parseKnip(run.stdout);
  if (unused === undefined || (run.exitCode !== 0 && run.exitCode !== 1))
    return errored(ownWords('knip', run));
  if ((run.exitCode === 1) !== unused.length > 0)
    return errored(`knip ended with ${run.exitCode} and listed ${unused.length}`);
  const findings = unused.map(({ kind, name, path, line, column }) =>
    ctx.finding({
      ruleId: `knip/${kind}`,
      tool: 'knip',
      severity: 'low',
      message: kind === 'files' ? `${path} is used by nothing` : `${name} is used by nothing (${kind})`,
      location: {
        path,
        ...(line === undefined ? {} : { line }),
        ...(column === undefined ? {} : { column }),
      },
      region: `${kind} ${name}`,
    }),
  );
  return {
    status: 'completed',
    findings,
    metrics: { unused: findings.length },
    summary: findings.length === 0 ? 'nothing unused' : `${findings.length} not used`,
    tools: run.tools,
  };
}
