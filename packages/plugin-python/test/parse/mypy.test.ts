import { describe, expect, it } from 'vitest';
import { parseMypy } from '../../src/parse/mypy.ts';
import { recorded, versionsOf } from '../recorded.ts';

// MyPy has JSON since 1.11; before, it refuses the option.
const withJson = versionsOf('mypy').filter((version) => !version.startsWith('1.5.'));

describe('parseMypy', () => {
  it.each(withJson)('reads the same errors from the text and the JSON of %s', (version) => {
    const text = parseMypy(recorded('mypy', 'findings', version).stdout);
    const json = parseMypy(recorded('mypy-json', 'findings', version).stdout);
    const places = ({ messages }: typeof text) =>
      messages.map(({ path, line, column, code, severity, message }) => [
        path,
        line,
        column,
        code,
        severity,
        message,
      ]);
    expect(places(json)).toEqual(places(text));
    expect(text.messages).toHaveLength(2);
    expect(json.summary).toBeUndefined();
  });

  it('reads what it says at the end', () => {
    expect(parseMypy('Success: no issues found in 1 source file\n').summary).toEqual({
      errors: 0,
      checked: 1,
    });
    expect(parseMypy('Found 3 errors in 2 files (checked 40 source files)\n').summary).toEqual({
      errors: 3,
      checked: 40,
    });
    const short = parseMypy(
      'a.py:1: error: bad  [syntax]\nFound 1 error in 1 file (errors prevented further checking)\n',
    );
    expect(short).toMatchObject({ summary: { errors: 1 }, isCutShort: true });
  });

  it('reads messages without a place, with a colon in them, and without a code', () => {
    const { messages } = parseMypy(
      [
        'setup.cfg: error: no such option',
        'a.py:3: note: Revealed type is "builtins.str"',
        'a b/c.py:3:5:3:9: error: Dict entry 0 has type "str": "int"; expected "str": "str"  [dict-item]',
        'not a message at all',
      ].join('\n'),
    );
    expect(messages).toEqual([
      { path: 'setup.cfg', severity: 'error', message: 'no such option' },
      { path: 'a.py', line: 3, severity: 'note', message: 'Revealed type is "builtins.str"' },
      {
        path: 'a b/c.py',
        line: 3,
        column: 5,
        endLine: 3,
        endColumn: 9,
        severity: 'error',
        code: 'dict-item',
        message: 'Dict entry 0 has type "str": "int"; expected "str": "str"',
      },
    ]);
  });
});
