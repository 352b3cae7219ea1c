import { childEnv } from '../../exec/child-env.ts';
import type { EngineHooks } from '../../hooks/hooks.ts';
import type { Check } from '../../model/check.ts';
import { collectChecks, type CollectedCheck } from '../../plan/collect.ts';

/** Where the `check` taps are called. */
interface CollectAt {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The checks that its `check` taps add in a folder. Throws when a tap fails, or a check is not valid. */
export async function addedChecks(hooks: EngineHooks, { cwd, env }: CollectAt): Promise<readonly Check[]> {
  const added: CollectedCheck[] = [];
  const failures = await hooks.call('check', (plugin) => ({
    cwd,
    env: Object.freeze(childEnv(env, [])),
    changes: { scope: 'all', method: 'all-requested', reason: 'a contract case', files: [] },
    add: (check) => void added.push({ check, plugin }),
    added: () => added.map(({ check }) => ({ ...check })),
  }));
  if (failures.length > 0) {
    throw new Error(failures.map(({ tap, message }) => `its check tap ${tap} failed: ${message}`).join('\n'));
  }
  const { checks, problems } = collectChecks(added);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return checks;
}
