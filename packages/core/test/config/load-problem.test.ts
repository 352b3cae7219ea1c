import { describe, expect, it } from 'vitest';
import { isMissingExport, isSyntaxProblem, loadProblem } from '../../src/config/load-problem.ts';

const CONFIG = '/repo/ci.config.ts';

/** An error as Node, its type stripping or jiti make it: recorded with Node 24.21 and jiti 2.7. */
function recorded(
  name: 'Error' | 'SyntaxError' | 'ReferenceError',
  parts: { message: string; code?: string; stack?: string },
): Error {
  const error = name === 'SyntaxError' ? new SyntaxError(parts.message) : new Error(parts.message);
  error.stack = parts.stack ?? `${name}: ${parts.message}`;
  return parts.code === undefined ? error : Object.assign(error, { code: parts.code });
}

describe('what went wrong while a config was loaded', () => {
  it.each([
    [
      'a syntax error that Node found',
      recorded('SyntaxError', {
        message: 'Expression expected',
        code: 'ERR_INVALID_TYPESCRIPT_SYNTAX',
        stack:
          'file:///repo/syn%20tax.ts:4\n  b: ,\n     ^\n\nSyntaxError [ERR_INVALID_TYPESCRIPT_SYNTAX]: Expression expected',
      }),
      'CONFIG_SYNTAX',
      'Expression expected (/repo/syn tax.ts:4)',
      '/repo/syn tax.ts',
    ],
    [
      'a syntax error in CommonJS',
      recorded('SyntaxError', {
        message: "Unexpected token ';'",
        stack: "/repo/bad.js:1\nconst x = ;\n          ^\n\nSyntaxError: Unexpected token ';'",
      }),
      'CONFIG_SYNTAX',
      "Unexpected token ';' (/repo/bad.js:1)",
      '/repo/bad.js',
    ],
    [
      'a syntax error whose place Node keeps to itself',
      recorded('SyntaxError', {
        message: 'x',
        stack: 'SyntaxError: x\n    at compileSourceTextModule (node:internal/modules/esm/utils:319:16)',
      }),
      'CONFIG_SYNTAX',
      `x (${CONFIG})`,
      CONFIG,
    ],
    [
      'a syntax error that jiti found',
      recorded('Error', {
        message: 'ParseError: Unexpected token  \n /repo/a b.ts:4:5',
        stack:
          'Error: ParseError: Unexpected token  \n /repo/a b.ts:4:5\n    at x (/repo/node_modules/jiti/dist/jiti.cjs:1:2)',
      }),
      'CONFIG_SYNTAX',
      'Unexpected token (/repo/a b.ts:4)',
      '/repo/a b.ts',
    ],
    [
      'a package that is missing, to Node',
      recorded('Error', {
        message: "Cannot find package 'x' imported from /repo/lib.ts",
        code: 'ERR_MODULE_NOT_FOUND',
      }),
      'CONFIG_IMPORT_FAILED',
      "Cannot find package 'x' imported from /repo/lib.ts",
      '/repo/lib.ts',
    ],
    [
      'a package that is missing, to jiti',
      recorded('Error', {
        message: "Cannot find module 'x'\nRequire stack:\n- /repo/ci.config.ts",
        code: 'MODULE_NOT_FOUND',
      }),
      'CONFIG_IMPORT_FAILED',
      "Cannot find module 'x'",
      CONFIG,
    ],
    [
      'a name that is not exported',
      recorded('SyntaxError', {
        message: "The requested module 'x' does not provide an export named 'y'",
        stack:
          "file:///repo/ci.config.ts:1\nimport {y} from 'x';\n        ^\nSyntaxError: The requested module 'x' does not provide an export named 'y'",
      }),
      'CONFIG_IMPORT_FAILED',
      "The requested module 'x' does not provide an export named 'y'",
      CONFIG,
    ],
    [
      'a throw, with the first line that is the user’s',
      recorded('Error', {
        message: 'boom',
        stack:
          'Error: boom\n    at f (/repo/node_modules/jiti/dist/jiti.cjs:1:5)\n    at f (file:///repo/lib.ts?load=2:7:22)\n    at file:///repo/ci.config.ts:3:1',
      }),
      'CONFIG_THREW',
      'boom (/repo/lib.ts:7)',
      '/repo/lib.ts',
    ],
    ['a throw of nothing', undefined, 'CONFIG_THREW', `a rejection with undefined (${CONFIG})`, CONFIG],
    ['a throw of a string', 'no luck', 'CONFIG_THREW', `no luck (${CONFIG})`, CONFIG],
    [
      'a throw of what cannot be read',
      {
        get code(): string {
          return 'x';
        },
        get stack(): string {
          throw new Error('no');
        },
        toJSON: () => {
          throw new Error('no');
        },
        get [Symbol.toStringTag](): string {
          throw new Error('no');
        },
      },
      'CONFIG_THREW',
      `an error that cannot be read (${CONFIG})`,
      CONFIG,
    ],
  ])('%s', (_, error, code, detail, file) => {
    const problem = loadProblem(error, CONFIG);
    expect(problem).toMatchObject({ code, file });
    expect(problem.message).toContain(detail);
    expect(problem.message).not.toContain('Require stack');
  });

  it('a missing export is no syntax problem, although Node says so', () => {
    const error = new SyntaxError("The requested module 'x' does not provide an export named 'y'");
    expect([isMissingExport(error), isSyntaxProblem(error), isSyntaxProblem('SyntaxError')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
