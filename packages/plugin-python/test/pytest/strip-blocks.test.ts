import { expect, it } from 'vitest';
import { attemptFiles } from '../../src/pytest/attempt-files.ts';
import { pytestCommand } from '../../src/pytest/pytest-command.ts';
import { stripBlocks } from '../../src/pytest/strip-blocks.ts';

it.each([
  [['-p', 'no:cacheprovider', '-q'], ['-q']],
  [['-pno:cacheprovider'], []],
  [['-p', 'no:junitxml', '-p', 'no:pytest_cacheprovider'], []],
  [
    ['-p', 'no:doctest', '-p', 'xdist'],
    ['-p', 'no:doctest', '-p', 'xdist'],
  ],
  [
    ['-p', '--strict'],
    ['-p', '--strict'],
  ],
])('keeps the plugins that are read from: %j', (given, kept) => {
  expect(stripBlocks(given)).toEqual(kept);
});

it('gives pytest addopts without the block, and does not ask for the plugin a second time', () => {
  const command = pytestCommand({
    files: attemptFiles('/t', 1),
    config: { addopts: ['--strict-markers', '-p', 'no:cacheprovider'], testpaths: [] },
    args: [],
    paths: [],
    isMeasured: false,
    isRetry: false,
    workers: 1,
  });
  expect(command).toContain('addopts=--strict-markers');
  expect(command.filter((word) => word.includes('cacheprovider'))).toEqual([]);
});
