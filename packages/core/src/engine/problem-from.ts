import type { ProblemInput } from '../hooks/arguments.ts';
import type { Problem } from '../model/problem.ts';
import { requireTexts } from './require-texts.ts';

/** What a tap of `preflight` said, as a problem that names it; only the fields that a report holds. */
export function problemFrom(
  input: ProblemInput,
  by: { readonly plugin: string; readonly tap: string },
): Problem {
  requireTexts('problem', input, ['message', 'hint']);
  const { code, message, hint, file, path } = input;
  return {
    code: typeof code === 'string' && code !== '' ? code : 'PREFLIGHT_PROBLEM',
    message,
    hint,
    ...(typeof file === 'string' ? { file } : {}),
    ...(typeof path === 'string' ? { path } : {}),
    plugin: by.plugin,
    hook: 'preflight',
    tap: by.tap,
  };
}
