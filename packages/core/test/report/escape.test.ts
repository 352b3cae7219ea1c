import { describe, expect, test } from 'vitest';
import {
  cleanText,
  codeBlock,
  codeSpan,
  disarmCommands,
  escapeMarkdown,
  escapeXml,
  oneLine,
  workflowData,
  workflowProperty,
} from '../../src/report/escape.ts';

describe('text from others', () => {
  test.each([
    ['colours and cursor moves', '\u001B[31mred\u001B[0m\u001B[2A', 'red'],
    ['a window title', '\u001B]0;owned\u0007after', 'after'],
    ['bells, backspaces and C1 controls', 'a\u0007b\u0008c\u009Bd', 'abcd'],
    ['a progress bar', '10 %\r50 %\r\n100 %', '10 %\n50 %\n100 %'],
    ['half a surrogate pair', 'x\uD83Dy', 'x\uFFFDy'],
    ['Unicode line separators', 'a\u2028b\u2029c', 'a\nb\nc'],
  ])('loses %s', (_name, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  test('shows the marks that reorder a line', () => {
    expect(cleanText('if (isAdmin\u202E \u2066// check\u2069)')).toBe(
      'if (isAdmin<U+202E> <U+2066>// check<U+2069>)',
    );
  });

  test('keeps words of any language, and emoji', () => {
    expect(cleanText('größe 名前 👩‍🚀\tend\n')).toBe('größe 名前 👩‍🚀\tend\n');
    expect(oneLine('  a\n\tb  ')).toBe('a b');
  });

  test.each([
    ['::error::x', ': :error::x'],
    ['  \t::set-output name=a::b', '  \t: :set-output name=a::b'],
    ['\u200D::error::x', '\u200D: :error::x'],
    [':\u200B:error::x', ': :error::x'],
    ['text ##[error]x', 'text # #[error]x'],
    ['##vso[task.setvariable variable=a]b', '# #vso[task.setvariable variable=a]b'],
    ["##teamcity[testFailed name='x']", "# #teamcity[testFailed name='x']"],
  ])('cannot command the CI host with %j', (line, disarmed) => {
    expect(disarmCommands(line)).toBe(disarmed);
  });

  test.each(['std::vector<int>', 'tests/a.py::test_b', '## heading', 'a # b [c]'])(
    'is left alone where it is %j',
    (line) => {
      expect(disarmCommands(line)).toBe(line);
    },
  );

  test('is data and property of a workflow command', () => {
    expect(workflowData('100 %\nnext')).toBe('100 %25%0Anext');
    expect(workflowProperty('a:b,c%')).toBe('a%3Ab%2Cc%25');
  });

  test('is XML', () => {
    expect(escapeXml('<a b="c">\'&\uFFFE\n]]>')).toBe('&lt;a b=&quot;c&quot;&gt;&apos;&amp;&#10;]]&gt;');
  });

  test.each([
    ['@everyone', '@&#8203;everyone'],
    ['<img src=x>', '&lt;img src=x&gt;'],
    ['[click](http://evil)', '&#91;click&#93;(http:&#8203;//evil)'],
    ['fixes #12 and GH-13', 'fixes &#35;&#8203;12 and GH&#8203;-13'],
    ['a | b `c` *d*', 'a &#124; b &#96;c&#96; &#42;d&#42;'],
    ['www.evil.example', 'www&#8203;.evil.example'],
  ])('is markdown without a meaning: %j', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  test('is code that cannot end its own fence, or the cell it stands in', () => {
    expect(codeSpan('a `b` ``c``')).toBe('``` a `b` ``c`` ```');
    expect(codeSpan('a | b')).toBe('<code>a &#124; b</code>');
    expect(codeSpan('')).toBe('');
    expect(codeBlock(['````', 'x'])).toBe('`````sh\n````\nx\n`````');
  });
});
