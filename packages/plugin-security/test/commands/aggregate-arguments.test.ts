import { isCiError } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import { parseAggregateArguments } from '../../src/commands/aggregate-arguments.ts';

const mistake = (...argv: readonly string[]): string => {
  try {
    parseAggregateArguments(argv);
  } catch (error) {
    if (!isCiError(error)) throw error;
    return error.problems.map(({ code, message, hint }) => `${code} ${message} ${hint}`).join('; ');
  }
  return 'none';
};

describe('the arguments of aggregate', () => {
  it('are reports in their order, each flag as often as one likes', () => {
    expect(
      parseAggregateArguments(['--trivy', 'a', '--bandit=b', '--trivy', 'c', '--max-high', '3', '--json']),
    ).toEqual({
      reports: [
        { flag: 'trivy', file: 'a' },
        { flag: 'bandit', file: 'b' },
        { flag: 'trivy', file: 'c' },
      ],
      maxHigh: 3,
      licences: false,
      isJson: true,
      isHelp: false,
    });
  });

  it.each(['--licences', '--licenses'])('count licences with %s', (flag) => {
    expect(parseAggregateArguments(['--trivy', 'a', flag]).licences).toBe(true);
  });

  it.each([
    [['--bandti', 'a'], /USAGE .* no flag --bandti\. Did you mean --bandit\?/u],
    [[], /given no report/u],
    [['--bandit'], /--bandit needs a value/u],
    [['--bandit', '--json'], /--bandit needs a value/u],
    [['--sarif', 'a.sarif', 'b.sarif'], /does not take "b\.sarif"/u],
    [['--trivy', 'a', '--max-high', 'many'], /--max-high many is no number/u],
    [['--trivy', 'a', '--max-high', '-1'], /--max-high/u],
    [['--trivy', 'a', '--max-high', '1', '--max-high', '2'], /given twice/u],
    [['--trivy', 'a', '--json=yes'], /--json takes no value/u],
  ])('%j are a mistake', (argv, words) => {
    expect(mistake(...argv)).toMatch(words);
  });
});
