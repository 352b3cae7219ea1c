import { test } from 'node:test';
import { pluginContract } from '@sluice/core/testing';
import { node } from '../src/index.ts';
import { fixture } from './fixture.ts';

const files = {
  'src/old.js': 'debugger;\nconst unused = 1;\n',
  'src/price.ts':
    "export function price(amount: number): number {\n  debugger;\n  const unused = 1;\n  return amount * '2';\n}\n",
  'test/price.test.ts': '',
};

/** A report with its lines moved, as the tool would print it of files that grew at their top. */
const moved = (text: string, by: number): string =>
  text
    .replaceAll(/("line": ?)(\d+)/gu, (_, key: string, line: string) => `${key}${Number(line) + by}`)
    .replaceAll(
      /\((\d+),(\d+)\): error/gu,
      (_, line: string, column: string) => `(${Number(line) + by},${column}): error`,
    )
    .replaceAll(
      /(\.test\.ts:)(\d+)(?=:\d+)/gu,
      (_, file: string, line: string) => `${file}${Number(line) + by}`,
    );

const cases = pluginContract(node, {
  files,
  checks: [
    {
      id: 'node/lint',
      programs: ({ movedBy }) => [
        {
          name: 'oxlint',
          cases: [{ exitCode: 1, stdout: moved(fixture('oxlint/found-1.94.0.json'), movedBy) }],
        },
      ],
    },
    {
      id: 'node/types',
      programs: ({ movedBy }) => [
        { name: 'tsc', cases: [{ exitCode: 2, stdout: moved(fixture('tsc/found-6.0.3.txt'), movedBy) }] },
      ],
    },
    {
      id: 'node/test',
      programs: ({ cwd, movedBy }) => {
        const text = moved(fixture('vitest/failed-5.1.1.json', cwd), movedBy);
        return [
          { name: 'vitest', cases: [{ exitCode: 1, writes: [{ argument: '--outputFile.json', text }] }] },
        ];
      },
    },
    {
      id: 'node/audit',
      programs: () => [
        { name: 'npm', cases: [{ exitCode: 1, stdout: fixture('npm-audit/found-by-hand.json') }] },
      ],
    },
    {
      id: 'node/unused',
      programs: ({ movedBy }) => [
        { name: 'knip', cases: [{ exitCode: 1, stdout: moved(fixture('knip/found-6.44.2.json'), movedBy) }] },
      ],
    },
  ],
});

for (const { name, run } of cases) test(name, run);
