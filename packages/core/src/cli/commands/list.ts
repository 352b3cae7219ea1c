import { loadConfig } from '../../config/load.ts';
import { planOnly } from '../../engine/plan-only.ts';
import { processHost } from '../host.ts';
import { printProblems } from '../print-problems.ts';
import type { Invocation } from '../verb.ts';

/** `sluice list`: the checks, their level and what gave it. */
export async function list({ cwd, flags, terminal, signal }: Invocation): Promise<number> {
  const isJson = flags['json'] === true;
  const loaded = await loadConfig({ cwd }).catch((error: unknown) => printProblems(terminal, error, isJson));
  if (typeof loaded === 'number') return loaded;
  const { plan, problems, objections } = await planOnly(loaded.config, {
    cwd: loaded.dir,
    host: processHost(),
    signal,
    all: true,
  });
  if (isJson) {
    const checks = plan.checks.map(({ id, checkId, title, level, levelFrom, phase, skip }) => ({
      id,
      checkId,
      title,
      level,
      levelFrom,
      phase,
      skip,
    }));
    terminal.out(`${JSON.stringify({ checks, problems, objections }, null, 2)}\n`);
  } else {
    const idWidth = Math.max(0, ...plan.checks.map(({ id }) => id.length));
    const fromWidth = Math.max(0, ...plan.checks.map(({ levelFrom }) => levelFrom.length));
    for (const { id, level, levelFrom, title, skip } of plan.checks) {
      const note = skip === 'disabled' ? '  (disabled)' : '';
      terminal.out(
        `${id.padEnd(idWidth)}  ${level.padEnd(13)}  ${levelFrom.padEnd(fromWidth)}  ${title}${note}\n`,
      );
    }
  }
  if (problems.length > 0) return printProblems(terminal, problems, isJson);
  for (const { message } of objections) terminal.err(`${message}\n`);
  return objections.length > 0 ? 1 : 0;
}
