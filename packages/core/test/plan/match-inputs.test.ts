import { describe, expect, it } from 'vitest';
import { createInputMatcher } from '../../src/plan/match-inputs.ts';

const matched = (inputs: readonly string[], ...files: readonly string[]): readonly string[] =>
  createInputMatcher(files)(inputs);

describe('the files that globs take in', () => {
  it.each([
    [['src'], ['src/a.py', 'src'], ['srcs/a.py', 'a/src/b']],
    [['src/'], ['src/a.py'], ['srcs']],
    [['./src/**'], ['src/a.py', 'src/.x/y'], ['src.py']],
    [['**'], ['a', '.a/b', 'a/b/c'], ['../a']],
    [['**/*.py'], ['a.py', 'a/b.py', '.a/b.py'], ['../a.py', 'a.pyi']],
    [['../lib/**'], ['../lib/a.py'], ['../library/a.py', 'lib/a.py']],
    [['../lib/*.py'], ['../lib/a.py'], ['../lib/sub/a.py']],
    [['a/[id].ts'], ['a/[id].ts', 'a/i.ts'], ['a/x.ts']],
    [['!docs/**'], ['a', 'docs'], ['docs/a']],
    [['**', '!docs/'], ['a', 'docs'], ['docs/a']],
    [['**', '!docs'], ['a', 'docs/a'], ['docs']],
    [['u\u0308/**'], ['\u00fc/a'], ['u/a']],
    [['{a,b}/*.txt'], ['a/x.txt', 'b/x.txt'], ['c/x.txt']],
  ])('%j: %j, and not %j', (inputs, inside, outside) => {
    expect(matched(inputs, ...inside, ...outside)).toEqual(inside);
  });

  it.each(['\n', '\r', '\u2028', '"', "'", '\\', '\uFFFD', ' ', '\t'])('have %j in their names', (odd) => {
    const files = [`src/a${odd}b.py`, `src/${odd}/x.py`];
    for (const inputs of [['**'], ['src/**'], ['src/**/*.py'], ['**/*.py'], ['s*/**']])
      expect(matched(inputs, ...files)).toEqual(files);
  });
});
