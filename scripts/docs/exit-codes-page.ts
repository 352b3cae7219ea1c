import { EXIT_CODES as DOCKER } from '../../packages/plugin-docker/src/checks/exit-codes.ts';
import { EXIT_CODES as GITHUB } from '../../packages/plugin-github/src/preflight/exit-codes.ts';
import { EXIT_CODES as PYTHON } from '../../packages/plugin-python/src/checks/exit-codes.ts';
import { EXIT_CODES as SECURITY } from '../../packages/plugin-security/src/checks/exit-codes.ts';
import { exitCodeTable, type ExitRow } from './exit-code-table.ts';

/** A table that says of a code only whether the report decides. */
type ByCode = Readonly<Record<number, { readonly says: string; readonly leaves: 'report' | 'error' }>>;

type Tools = Readonly<Record<string, readonly ExitRow[]>>;

const PLUGINS: readonly (readonly [plugin: string, tools: Tools, column: string])[] = [
  ['python', PYTHON, 'and'],
  ['security', rowsOf(SECURITY), 'can mean'],
  ['docker', rowsOf(DOCKER), 'can mean'],
  ['github', GITHUB, 'and'],
];

const INTRODUCTION = `# What exit codes mean

A program that ended with 0 is not a clean one: it may have looked at nothing. For each tool there is a table in the code which
codes can be evidence, and what else must hold before that is believed; this page is written from these tables. Whatever is not in
one, a signal and a deadline are \`errored\`, and block a required check.

A \`command()\` of your own has a simple table: 0 is success, 126 and 127 are \`errored\`, any other code is a finding, unless it names a
[report](config.md#command).
`;

/** docs/exit-codes.md: the exit codes of every tool that a first-party plugin runs. */
export function exitCodesPage(): string {
  const sections = PLUGINS.map(
    ([plugin, tools, column]) => `## ${plugin}\n\n${exitCodeTable(tools, column)}`,
  );
  return [INTRODUCTION, ...sections].join('\n');
}

function rowsOf(tools: Readonly<Record<string, ByCode>>): Tools {
  const rows = (codes: ByCode): readonly ExitRow[] =>
    Object.entries(codes).map(([code, { says, leaves }]) => ({
      exit: [Number(code)],
      and: says,
      outcome: leaves === 'report' ? 'what was written decides; errored without it' : 'errored',
    }));
  return Object.fromEntries(Object.entries(tools).map(([tool, codes]) => [tool, rows(codes)]));
}
