import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { locateStateDir, type PluginCommand, type PluginCommandContext } from '@sluice/core';
import { outputText } from '../generate/output-text.ts';

/** `sluice github outputs`: verdict and run id of the newest run, as outputs of a step. */
export const outputsCommand: PluginCommand = {
  name: 'outputs',
  description: 'Gives the verdict and the id of the newest run to the next jobs of the workflow.',
  run: outputs,
};

async function outputs({ cwd, env, out }: PluginCommandContext): Promise<number> {
  const text = outputText(await newest(cwd, env));
  const target = env['GITHUB_OUTPUT'];
  if (target !== undefined && target !== '') await appendFile(target, text);
  else out(text);
  return 0;
}

/**
 * Without a run that can be read, the verdict is `block`: no evidence is never a pass. Nor is one of a gate that did not
 * succeed. A change can commit a folder of runs, so where the gate recorded its run, that record alone counts.
 */
async function newest(cwd: string, env: PluginCommandContext['env']) {
  try {
    const record = env['SLUICE_GITHUB_RECORD'] ?? '';
    const folder = record === '' ? await newestFolder(cwd, env) : record;
    const report: unknown = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
    const { runId, verdict } = report as { runId?: unknown; verdict?: { level?: unknown } };
    const hasFailed = (env['GATE_OUTCOME'] ?? 'success') !== 'success';
    const level = hasFailed ? 'block' : verdict?.level;
    if (typeof runId === 'string' && (level === 'pass' || level === 'warn'))
      return { verdict: level, 'run-id': runId };
    return { verdict: 'block', 'run-id': typeof runId === 'string' ? runId : '' };
  } catch {
    return { verdict: 'block', 'run-id': '' };
  }
}

async function newestFolder(cwd: string, env: PluginCommandContext['env']): Promise<string> {
  const { dir } = locateStateDir({ cwd, env });
  const name = (await readdir(join(dir, 'runs'))).toSorted().at(-1) ?? '';
  return join(dir, 'runs', name);
}
