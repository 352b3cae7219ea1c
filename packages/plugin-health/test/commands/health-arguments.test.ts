import { isCiError } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import { parseHealthArguments } from '../../src/commands/health-arguments.ts';

const mistake = (...argv: readonly string[]): string => {
  try {
    parseHealthArguments(argv);
  } catch (error) {
    if (!isCiError(error)) throw error;
    return error.problems.map(({ code, message, hint }) => `${code} ${message} ${hint}`).join('; ');
  }
  return 'none';
};

describe('the arguments of health', () => {
  it('are all optional', () => {
    expect(parseHealthArguments([])).toEqual({
      isCollect: false,
      isPublish: false,
      isJson: false,
      isHelp: false,
    });
  });

  it('are read in any order', () => {
    const argv = [
      '--json',
      '--runs=a.json',
      '--branch',
      'main',
      '--out',
      'o',
      '--at',
      '2026-11-28',
      '--no-color',
    ];
    expect(parseHealthArguments(argv)).toEqual({
      runs: 'a.json',
      branch: 'main',
      out: 'o',
      atMs: Date.UTC(2026, 10, 28, 23, 59, 59, 999),
      isCollect: false,
      isPublish: false,
      isJson: true,
      isHelp: false,
    });
  });

  it.each([
    [['--rnus', 'a'], /USAGE .* no flag --rnus\. Did you mean --runs\?/u],
    [['--runs'], /--runs needs a value/u],
    [['--runs', '--json'], /--runs needs a value/u],
    [['--branch='], /--branch needs a value/u],
    [['runs.json'], /does not take "runs\.json"\. A file is given by --runs FILE/u],
    [['--json=1'], /--json takes no value/u],
    [['--runs', 'a', '--runs', 'b'], /given twice/u],
    [['--at', 'tomorrow'], /--at "tomorrow" is no day/u],
    [['--at', '2026-11-28T12:00:00'], /no moment/u],
  ])('%j are a mistake', (argv, words) => {
    expect(mistake(...argv)).toMatch(words);
  });
});
