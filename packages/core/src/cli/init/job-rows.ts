import type { Documents } from './documents.ts';
import type { Row } from './row.ts';
import { scriptWith, workflowTexts, type ScriptLine } from './scripts.ts';
import type { Stand } from './stand.ts';
import { standName } from './stand-name.ts';
import { tableAt } from './table.ts';
import { toxEnvironments, type ToxEnvironment } from './tox-environments.ts';

/** Installs tools instead of calling them. */
const INSTALL =
  /\b(?:pip3?|uv|pipx|poetry|pdm|apt(?:-get)?|npm|pnpm|yarn)\s+(?:pip\s+)?(?:install|add|sync|ci)\b/u;

const INDIRECT = /(?:^|[\s/])(?:tox|nox|make|hatch|invoke|inv|just|task)\s+(.*)$/u;

/** The jobs of a repository's workflows, each with the checks that stand for what it calls; one that calls nothing of it stays. */
export function jobRows(
  documents: Documents,
  stands: readonly Stand[],
  others: readonly string[],
): readonly Row[] {
  const hookIds = documents.hooks.map(({ id }) => id);
  const environments = toxEnvironments(documents);
  return documents.workflows.flatMap(({ file, document }) =>
    Object.entries(tableAt(document, 'jobs')).map(([name, job]) => {
      const lines = workflowTexts({ jobs: { [name]: job } })
        .flatMap((text) => text.replace(/\\\n\s*/gu, ' ').split('\n'))
        .filter((text) => !INSTALL.test(text))
        .flatMap((text) => {
          const known = toxCommands(text, environments);
          return known.length > 0 ? known : [text.trim()];
        })
        .map((text) => ({ file, text }));
      return rowOf({ name: `${name} (${file})`, lines, hookIds }, stands, others);
    }),
  );
}

/** What a call of tox runs: the environments that it names, or all of them. */
function toxCommands(text: string, environments: readonly ToxEnvironment[]): readonly string[] {
  const [, words] = /(?:^|[\s/])tox(?:\s+(?:run|r|run-parallel|p))?(\s.*)?$/u.exec(text.trim()) ?? [];
  if (words === undefined && !/(?:^|[\s/])tox$/u.test(text.trim())) return [];
  const [, named] = /\s-e\s*([^\s]+)/u.exec(words ?? '') ?? [];
  const names = named?.split(',');
  return environments
    .filter(({ name }) => names === undefined || names.includes(name))
    .flatMap(({ commands }) => commands);
}

function rowOf(
  job: { readonly name: string; readonly lines: readonly ScriptLine[]; readonly hookIds: readonly string[] },
  stands: readonly Stand[],
  others: readonly string[],
): Row {
  const indirect = job.lines.flatMap(({ text }) => INDIRECT.exec(text)?.[1] ?? []);
  const callsHooks =
    scriptWith(job.lines, /(?:^|[\s/])(?:pre-commit|prek)(?:\/action\S*|\s+run|$)/u) !== undefined;
  const checks = stands
    .filter(
      ({ call, environment, hooks = [] }) =>
        scriptWith(job.lines, call) !== undefined ||
        indirect.some((words) => environment?.test(words) === true) ||
        (callsHooks && hooks.some((id) => job.hookIds.includes(id))),
    )
    .map(standName);
  const rest = others.filter(
    (name) => scriptWith(job.lines, new RegExp(`(?:^|[\\s/.])${name}(?=[\\s@]|$)`, 'u')) !== undefined,
  );
  const stays = rest.length > 0 ? [`${rest.join(', ')} stays`] : [];
  const gives = checks.length === 0 ? ['stays as it is'] : [...checks, ...stays];
  return { what: job.name, seen: '', gives: gives.join(', ') };
}
