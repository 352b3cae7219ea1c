import type { Workflow } from './workflow.ts';

/** The names under which a job may report, and its workflow. */
export interface ReportedName {
  readonly matches: (name: string) => boolean;
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
      const own = (name ?? id).split(EXPRESSION);
      const forms = [own];
      if (strategy !== undefined && own.length === 1) forms.push([`${own[0]} (`, ')']);
      const all =
        uses === undefined ? forms : forms.map((form) => [...form.slice(0, -1), `${form.at(-1)} / `, '']);
      return { matches: (text: string) => all.some((form) => isMadeOf(text, form)), workflow };
    }),
  );
}

/**
 * Whether a text is these pieces with anything between them. Each piece is taken where it comes first, which finds a way
 * if there is one, in one pass: a regular expression with an `.*` for each would be slow on a name made for it.
 */
function isMadeOf(text: string, pieces: readonly string[]): boolean {
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
