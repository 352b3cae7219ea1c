import { expect, it } from 'vitest';
import type { EXIT_CODES } from '../../src/checks/exit-codes.ts';
import { mayBeEvidence } from '../../src/checks/may-be-evidence.ts';

const BELIEVED: readonly (readonly [tool: keyof typeof EXIT_CODES, codes: readonly number[]])[] = [
  ['Black', [0, 1, 123]],
  ['isort', [0, 1]],
  ['Ruff', [0, 1]],
  ["Ruff's formatter", [0, 1, 2]],
  ['MyPy', [0, 1]],
  ['pytest', [0, 1]],
];

it.each(BELIEVED)('looks at what %s wrote for the exit codes %j, and for no other', (tool, codes) => {
  const all = Array.from({ length: 256 }, (_, code) => code);
  expect(all.filter((code) => mayBeEvidence(tool, code))).toEqual(codes);
  expect(mayBeEvidence(tool, null)).toBe(false);
});
