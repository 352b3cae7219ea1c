import { FAULT_TEXTS } from '../../packages/plugin-github/src/client/fault-texts.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** Why a call to GitHub brought nothing, as a table: code, what happened, what to do. */
export function githubFaults(): string {
  const rows = Object.values(FAULT_TEXTS).map(
    ({ code, message, hint }) => `| \`${code}\` | ${cell(message)} | ${cell(hint)} |`,
  );
  return ['| code | what happened | what to do |', '|---|---|---|', ...rows, ''].join('\n');
}
