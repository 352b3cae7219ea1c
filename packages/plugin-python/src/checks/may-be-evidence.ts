import { EXIT_CODES, type ExitMeaning } from './exit-codes.ts';

/** Whether an exit code can be anything but `errored`, by the table: only then is the tool's output looked at. */
export function mayBeEvidence(tool: keyof typeof EXIT_CODES, exitCode: number | null): boolean {
  const rows: readonly ExitMeaning[] = EXIT_CODES[tool];
  return rows.some(
    ({ exit, outcome }) => exitCode !== null && exit.includes(exitCode) && !outcome.startsWith('errored'),
  );
}
