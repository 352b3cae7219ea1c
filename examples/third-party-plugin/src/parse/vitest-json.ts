import { z } from '@sluice/core';
import { readJson } from '../read-json.ts';
import { relativePath } from '../relative-path.ts';

/** What vitest says of a run. */
export interface VitestReport {
  /** Tests that passed or failed. */
  readonly ran: number;
  readonly skipped: number;
  readonly failed: readonly {
    readonly name: string;
    readonly message: string;
    readonly path: string;
    readonly line?: number;
  }[];
  /** Test files that could not be loaded. */
  readonly notLoaded: readonly { readonly path: string; readonly message: string }[];
}

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.enum(['passed', 'failed', 'skipped', 'pending', 'todo']),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.enum(['passed', 'failed', 'skipped', 'pending', 'todo', 'disabled']),
          failureMessages: z.array(z.string()).default([]),
        }),
      ),
    }),
  ),
});

/** Reads the file of vitest's JSON reporter; undefined when it is something else. */
export function parseVitest(text: string, cwd: string): VitestReport | undefined {
  const files = readJson(text, report)?.testResults;
  if (files === undefined) return undefined;
  const tests = files.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, file: name, path: relativePath(cwd, name) })),
  );
  const failed = tests.filter(({ status }) => status === 'failed');
  const isBroken = ({ status, assertionResults }: (typeof files)[number]): boolean =>
    status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
  return {
    ran: tests.filter(({ status }) => status === 'passed').length + failed.length,
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').length,
    failed: failed.map(({ fullName, failureMessages: [first = 'failed'], file, path }) => {
      const line = lineIn(first, file);
      return { name: fullName, message: firstLine(first), path, ...(line === undefined ? {} : { line }) };
    }),
    notLoaded: files
      .filter(isBroken)
      .map(({ name, message }) => ({ path: relativePath(cwd, name), message: firstLine(message) })),
  };
}

const firstLine = (text: string): string => text.split('\n')[0] ?? '';

/** Where in the test's own file it failed, by the stack. */
function lineIn(stack: string, file: string): number | undefined {
  const frame = stack.split('\n').find((line) => line.includes(`${file}:`));
  const line = frame === undefined ? undefined : /:(\d+):\d+\)?$/u.exec(frame)?.[1];
  return line === undefined ? undefined : Number(line);
}
