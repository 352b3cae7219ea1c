import { expect, it } from 'vitest';
import type { EXIT_CODES } from '../../src/preflight/exit-codes.ts';
import { mayBeEvidence } from '../../src/preflight/may-be-evidence.ts';

const BELIEVED: readonly (readonly [tool: keyof typeof EXIT_CODES, codes: readonly number[]])[] = [
  ['actionlint', [0, 1]],
  ['zizmor', [0, 11, 12, 13, 14]],
];

it.each(BELIEVED)('looks at what %s wrote for the exit codes %j, and for no other', (tool, codes) => {
  const all = Array.from({ length: 256 }, (_, code) => code);
  expect(all.filter((code) => mayBeEvidence(tool, code))).toEqual(codes);
});
