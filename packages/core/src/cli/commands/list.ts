import { loadConfig } from '../../config/load.ts';
import { planOnly, type PlanOutcome } from '../../engine/plan-only.ts';
import { processHost } from '../host.ts';
import { printProblems } from '../print-problems.ts';
import type { Invocation } from '../verb.ts';

/** `sluice list`: the checks, their level and what gave it. */
export async function list({ cwd, flags, terminal, signal }: Invocation): Promise<number> {
  const isJson = flags['json'] === true;
  let outcome: PlanOutcome;
  try {
    const { config, dir } = await loadConfig({ cwd });
    outcome = await planOnly(config, { cwd: dir, host: processHost(), signal, all: true });
  } catch (error) {
    return printProblems(terminal, error, isJson);
  }
  const { plan, problems, objections } = outcome;
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
  if (problems.length > 0) return printProblems(terminal, problems);
  for (const { message } of objections) terminal.err(`${message}\n`);
  return objections.length > 0 ? 1 : 0;
}
