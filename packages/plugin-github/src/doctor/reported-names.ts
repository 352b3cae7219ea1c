import type { Workflow } from './workflow.ts';

/** A name under which a job reports, or a pattern for several. */
export interface ReportedName {
  readonly pattern: RegExp;
  readonly workflow: Workflow;
}

const EXPRESSION = /\$\{\{[^}]*\}\}/u;

/**
 * The names of checks that the jobs of workflows can report. Actions names a job's check by its `name`, else by its id;
 * a matrix adds its values in brackets, unless the name has an expression; a called workflow's jobs come after a slash.
 */
export function reportedNames(workflows: readonly Workflow[]): readonly ReportedName[] {
  return workflows.flatMap((workflow) =>
    Object.entries(workflow.jobs).map(([id, { name, strategy, uses }]) => {
      const words = name ?? id;
      const own = words
        .split(EXPRESSION)
        .map((text) => text.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&'))
        .join('.*');
      const cells = strategy !== undefined && !EXPRESSION.test(words) ? '(?: \\(.*\\))?' : '';
      return { pattern: new RegExp(`^${own}${cells}${uses === undefined ? '' : ' / .*'}$`, 'u'), workflow };
    }),
  );
}
