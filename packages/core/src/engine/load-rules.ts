import { loadConfig } from '../config/load.ts';
import { findConfig } from '../config/find.ts';
import { projectRules, ruleProblems } from './project-rules.ts';
import { CiError } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';
import { oneLine } from '../report/escape.ts';
import type { RuleSet } from '../triage/rule-set.ts';

/** Which rules count in a folder. */
export interface LoadedRules {
  /** Undefined: core's. */
  readonly rules?: RuleSet | undefined;
  /** Why the config's are not used. */
  readonly warning?: string;
}

/**
 * The rules of the config of a folder, where there is one. A config that does not load is no reason to say nothing of a log:
 * that may be what the log is about. Throws a CiError for rules with mistakes.
 */
export async function loadRules(cwd: string): Promise<LoadedRules> {
  if ((await findConfig(cwd)) === undefined) return {};
  let input;
  try {
    const { config } = await loadConfig({ cwd });
    input = { config, plugins: config.plugins ?? [] };
  } catch (error) {
    const why = oneLine(messageOf(error).split('\n')[0] ?? '');
    return { warning: `the config cannot be loaded, so its rules of triage are not used: ${why}` };
  }
  const problems = await ruleProblems(input);
  if (problems.length > 0) throw new CiError(problems);
  return { rules: await projectRules(input) };
}
