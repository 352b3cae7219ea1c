import { describe, expect, it } from 'vitest';
import { blankLiterals } from '../../src/parse/blank-literals.ts';

describe('blankLiterals', () => {
  it.each([
    ['password = "hunter2"', 'password = "***"'],
    ['login(\'a\', "b", x)', 'login(\'***\', "***", x)'],
    ['a = """one\ntwo""" + b', 'a = "***" + b'],
    ["f'{x} \\'quoted\\' '", "f'***'"],
    ['no literal', 'no literal'],
  ])('masks what stands between quotes in %j', (source, blanked) => {
    expect(blankLiterals(source)).toBe(blanked);
  });

  it.each(['secret text"""', 'password = "begins here', "key = 'a' + \"b"])(
    'masks all of %j, whose literal goes on elsewhere',
    (source) => {
      expect(blankLiterals(source)).toBe('***');
    },
  );
});
