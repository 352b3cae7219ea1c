import { describe, expect, it } from 'vitest';
import { createIgnoreMatcher } from '../../src/context/ignore-matcher.ts';
import { readIgnoreRules } from '../../src/context/read-ignore-rules.ts';

function leavesOut(text: string, path: string): boolean {
  return createIgnoreMatcher(readIgnoreRules(text)).leavesOut(path);
}

/** As moby/patternmatcher has them in its own tests, and as the manual words it. */
const TABLE: readonly (readonly [string, string, boolean])[] = [
  ['**', 'file', true],
  ['**/', 'dir/file', true],
  ['dir/**', 'dir', false],
  ['dir/**', 'dir/file', true],
  ['dir/**', 'dir/dir2/file', true],
  ['**/file', 'file', true],
  ['**/file', 'dir/dir/file', true],
  ['**/dir2/*', 'dir/dir2/file', true],
  ['a/**/b', 'a/b', true],
  ['a/**/b', 'a/x/y/b', true],
  ['*.md', 'README.md', true],
  ['*.md', 'docs/README.md', false],
  ['**/*.md', 'docs/README.md', true],
  ['temp?', 'tempa', true],
  ['temp?', 'temp', false],
  ['*/temp*', 'some/temporary.txt', true],
  ['*/*/temp*', 'some/sub/temporary.txt', true],
  ['/foo', 'foo', true],
  ['foo/', 'foo/bar/x', true],
  ['./foo', 'foo', true],
  ['node_modules', 'node_modules/a/b.js', true],
  ['node_modules', 'src/node_modules/a.js', false],
  ['*.md\n!README.md', 'README.md', false],
  ['*.md\n!README*.md\nREADME-secret.md', 'README-secret.md', true],
  ['docs\n!docs/README.md', 'docs/README.md', false],
  ['docs\n!docs/README.md', 'docs/other.md', true],
  ['*\n!src', 'src/a/b.py', false],
  ['# a comment\n\n *.log ', 'a.log', true],
  [' # a pattern', '# a pattern', true],
  ['[a-c].txt', 'b.txt', true],
  ['[^a-c].txt', 'b.txt', false],
  [String.raw`\*.txt`, '*.txt', true],
  [String.raw`\*.txt`, 'a.txt', false],
  ['a+b(c).{x}', 'a+b(c).{x}', true],
  ['[', 'a', false],
  ['a\nb', 'a\nb', false],
  ['.git', '.gitignore', false],
];

describe('a .dockerignore', () => {
  it.each(TABLE)('of %j leaves %j out: %j', (text, path, isLeftOut) => {
    expect(leavesOut(text, path)).toBe(isLeftOut);
  });

  it('may have a mark at its beginning and returns at its line ends', () => {
    expect(leavesOut('\uFEFFa.txt\r\nb.txt\r\n', 'a.txt')).toBe(true);
    expect(leavesOut('\uFEFFa.txt\r\nb.txt\r\n', 'b.txt')).toBe(true);
  });
});
