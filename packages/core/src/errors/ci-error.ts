import type { Problem } from '../model/problem.ts';
import { CODES, type Code } from './codes.ts';

const MARK = Symbol.for('sluice.error');

/** Parameters of a code's words, and where it happened. */
export type ProblemDetails = Readonly<Record<string, string | number>>;
export type ProblemPlace = Partial<Pick<Problem, 'file' | 'path' | 'plugin' | 'hook' | 'tap'>>;

/** A problem in the words of its code. A parameter that is not given stays visible as `{name}`. */
export function problemOf(code: Code, details: ProblemDetails = {}, place: ProblemPlace = {}): Problem {
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/gu, (whole, name: string) => String(details[name] ?? whole));
  return { code, message: fill(CODES[code].message), hint: fill(CODES[code].hint), ...place };
}

/** Carries one or more problems to the edge. Recognised by {@link isCiError}, which works across copies of core. */
export class CiError extends Error {
  readonly problems: readonly Problem[];
  readonly [MARK] = true;

  constructor(problems: readonly Problem[], options?: ErrorOptions) {
    super(problems.map((problem) => `${problem.code}: ${problem.message}`).join('\n'), options);
    this.name = 'CiError';
    this.problems = problems;
  }

  get code(): string {
    return this.problems[0]?.code ?? 'ENGINE_CRASHED';
  }
}

/** True for a CiError of this copy of core or another. */
export function isCiError(error: unknown): error is CiError {
  return typeof error === 'object' && error !== null && MARK in error;
}

/** One problem, thrown. */
export function ciError(
  code: Code,
  details?: ProblemDetails,
  place?: ProblemPlace,
  cause?: unknown,
): CiError {
  return new CiError([problemOf(code, details, place)], cause === undefined ? undefined : { cause });
}
