import type { Invocation, ProgramsAt } from '@sluice/core/testing';
import { recorded } from './recorded.ts';

/** What a tool said, as an invocation that a scripted program plays in a workspace. */
export function played(
  [tool, project, version]: readonly [tool: string, project: string, version: string],
  at: ProgramsAt,
  when?: readonly string[],
): Invocation {
  const { exitCode, stdout, stderr } = recorded(tool, project, version);
  return { when, exitCode, stdout: here(stdout, at), stderr: here(stderr, at) };
}

/** Recorded words about `/project`, as the tool would have said them of the workspace, its lines having moved. */
export function here(text: string, { cwd, movedBy }: ProgramsAt): string {
  const moved = (line: string): string => String(Number(line) + movedBy);
  return (
    text
      .replaceAll('/project', cwd)
      // Ruff's JSON, the hunks of a diff, JUnit, MyPy's `a.py:1:2:1:4: error`, a frame of a traceback.
      .replaceAll(/("row": )(\d+)/gu, (_, before: string, row: string) => before + moved(row))
      .replaceAll(/^(@@ -)(\d+)/gmu, (_, before: string, row: string) => before + moved(row))
      .replaceAll(/( line=")(\d+)/gu, (_, before: string, row: string) => before + moved(row))
      .replaceAll(
        /(\.py:)(\d+)(:\d+:)(\d+)(?=:\d+: )/gu,
        (_, before: string, row: string, column: string, endRow: string) =>
          before + moved(row) + column + moved(endRow),
      )
      .replaceAll(/(\.py:)(\d+)(?=: )/gu, (_, before: string, row: string) => before + moved(row))
  );
}
