/** What an exit code can mean: the codes, what else must hold, and what the check makes of it. */
export interface ExitRow {
  readonly exit: readonly number[];
  readonly and: string;
  readonly outcome: string;
}

/** What the exit codes of tools mean, from the tables that checks go by. */
export function exitCodeTable(tools: Readonly<Record<string, readonly ExitRow[]>>, column = 'and'): string {
  const others: ExitRow = { exit: [], and: '', outcome: 'errored' };
  const rows = Object.entries(tools).flatMap(([tool, meanings]) =>
    [...meanings, others].map(({ exit, and, outcome }, index) => {
      const codes = exit.length === 0 ? 'others' : exit.join(', ');
      return `| ${index === 0 ? tool : ''} | ${codes} | ${and} | ${outcome} |`;
    }),
  );
  return [`| tool | exit | ${column} | outcome |`, '|---|---|---|---|', ...rows, ''].join('\n');
}
