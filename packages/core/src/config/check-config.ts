import { problemOf } from '../errors/ci-error.ts';
import type { Problem } from '../model/problem.ts';
import { commandSource } from '../plugin/command-source.ts';
import { describeIssues, pathText, type Issue, type Mistake } from '../plugin/describe-issues.ts';

/** Configs that were found to be sound: what was loaded is not checked again when it is run. */
const sound = new WeakSet<object>();

/**
 * Checks the shape of a config and of its `command()` checks: strict, all mistakes at once, each with where, what and
 * what to do. Plugins are for `assemble`, which knows their options; other checks for the plan, which knows their ids.
 */
export async function checkConfig(value: unknown, file?: string): Promise<readonly Problem[]> {
  if (typeof value === 'object' && value !== null && sound.has(value)) return [];
  // zod is loaded with the first config, not with the command line.
  const { configSchema, commandSchema } = await import('./schema.ts');
  const mistakes: Mistake[] = [];
  const result = configSchema.safeParse(value);
  if (!result.success) {
    mistakes.push(
      ...describeIssues(result.error.issues as readonly Issue[], {
        schema: configSchema,
        value,
        name: 'the config',
      }),
    );
  }
  const checks = (value as { checks?: unknown } | null)?.checks;
  for (const [index, check] of Array.isArray(checks) ? checks.entries() : []) {
    const source = commandSource(check);
    if (source === undefined) continue;
    const parsed = commandSchema.safeParse(source);
    if (parsed.success) continue;
    const at = `checks[${index}]`;
    const found = describeIssues(parsed.error.issues as readonly Issue[], {
      schema: commandSchema,
      value: source,
      name: at,
    });
    mistakes.push(
      ...found.map((mistake) => ({
        ...mistake,
        path: `${at}.${mistake.path}`,
        detail: inCommand(source.name, mistake.detail),
      })),
    );
  }
  const place = file === undefined ? {} : { file };
  if (mistakes.length === 0 && typeof value === 'object' && value !== null) sound.add(value);
  return mistakes.map(({ path, detail, fix }) =>
    problemOf('CONFIG_INVALID', { detail, fix }, { ...place, ...(path === '' ? {} : { path }) }),
  );
}

function inCommand(name: unknown, detail: string): string {
  return typeof name === 'string' ? `command ${pathText([name])}: ${detail}` : detail;
}
