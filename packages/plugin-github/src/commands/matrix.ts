import { appendFile, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CiError, loadConfig, z, type PluginCommand, type PluginCommandContext } from '@sluice/core';
import { jobKeys } from '../generate/job-keys.ts';
import { outputText } from '../generate/output-text.ts';
import { plannedLegs } from '../generate/planned-legs.ts';
import { workflowSchema } from '../generate/workflow-options.ts';

const planSchema = z.object({
  checks: z.array(
    z.object({
      id: z.string(),
      checkId: z.string(),
      cell: z.record(z.string(), z.string()),
      phase: z.enum(['preflight', 'check']),
      level: z.enum(['required', 'optional', 'informational']),
      needs: z.array(z.string()),
      decision: z.enum(['run', 'skip']),
    }),
  ),
});

/** `sluice github matrix --plan FILE`: which machine of a workflow runs what. */
export const matrixCommand: PluginCommand = {
  name: 'matrix',
  description: 'Shares the checks of a plan out to the jobs of the generated workflow, as their matrices.',
  run: matrix,
};

async function matrix({ argv, cwd, calledFrom, env, out }: PluginCommandContext): Promise<number> {
  const file = argv[argv.indexOf('--plan') + 1];
  if (!argv.includes('--plan') || file === undefined) throw usage('sluice github matrix needs --plan FILE.');
  const { config } = await loadConfig({ cwd });
  const own = (config.plugins ?? []).find(({ name }) => name === 'github');
  const options = workflowSchema.parse(own?.rawOptions ?? {});
  const { checks } = await readPlan(resolve(calledFrom, file));
  const legs = plannedLegs(checks, options);
  const outputs: Record<string, string> = { preflight: legs.preflight };
  for (const [glob, key] of jobKeys(Object.keys(options.jobs))) {
    const include = legs.jobs[glob] ?? [];
    outputs[key] = JSON.stringify({ include });
    outputs[`${key}-count`] = String(include.length);
  }
  const text = outputText(outputs);
  const target = env['GITHUB_OUTPUT'];
  if (target !== undefined && target !== '') await appendFile(target, text);
  else out(text);
  return 0;
}

async function readPlan(file: string): Promise<z.output<typeof planSchema>> {
  try {
    return planSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    throw usage(`${file} is no plan of \`sluice plan --out\`.`);
  }
}

function usage(message: string): CiError {
  return new CiError([{ code: 'USAGE', message, hint: 'Make it with `sluice plan --out DIR`.' }]);
}
