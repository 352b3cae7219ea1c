import { expect, it } from 'vitest';
import { banditCheck } from '../../src/checks/bandit.ts';
import { securityOptions } from '../../src/options.ts';

it("Bandit's inputs are every file of the repository but those that an option excludes", () => {
  const python = { path: 'python3', from: 'a test' };
  const inputsOf = (options: unknown): readonly string[] | undefined =>
    banditCheck(securityOptions.parse(options), python).inputs;
  expect(inputsOf({})).toEqual(['**', '../**']);
  expect(inputsOf({ bandit: { exclude: ['docs/**'] } })).toEqual(['**', '../**', '!docs/**']);
});
