import type { Project } from '../project/project.ts';

/** Arguments of a hook that say how it reports or writes, not how it judges. */
const NOT_JUDGING =
  /^(--check|--check-only|--diff|--quiet|-q|--verbose|-v|--fix|--no-fix|--fix-only|--unsafe-fixes|--exit-non-zero-on-fix|--show-fixes|--safe|--filter-files|--atomic|--overwrite-in-place|--no-cache|-n|--force-exclude|--color|--output-format=.*|--cache-dir=.*)$/;

const NOT_JUDGING_PAIRS = new Set(['--output-format', '--cache-dir']);

/**
 * The arguments a project gives a tool in `.pre-commit-config.yaml`: for some it is the only place where they are
 * configured. What would make the tool write, or print otherwise, is left out.
 */
export function hookArguments(project: Project, ...ids: readonly string[]): readonly string[] | undefined {
  const hook = project.hooks.find(({ id }) => ids.includes(id));
  if (!hook) return undefined;
  const kept: string[] = [];
  for (let index = 0; index < hook.args.length; index += 1) {
    const argument = hook.args[index] ?? '';
    if (NOT_JUDGING_PAIRS.has(argument)) index += 1;
    else if (!NOT_JUDGING.test(argument)) kept.push(argument);
  }
  return kept;
}
