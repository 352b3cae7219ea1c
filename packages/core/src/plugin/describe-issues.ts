import { suggest } from '../errors/suggest.ts';
import { kindOf } from './check-plugin.ts';
import { knownKeys } from './known-keys.ts';

/** A zod issue, as far as it is read: plain data, so that a plugin may bring a zod of its own. */
export interface Issue {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: string;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
  readonly options?: readonly unknown[];
  readonly errors?: readonly (readonly Issue[])[];
  readonly origin?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly format?: string;
}

/** One mistake in the config: where, what, and what to do. */
export interface Mistake {
  /** From the value that was validated: `pytest.coverage`; empty for the value itself. */
  readonly path: string;
  readonly detail: string;
  readonly fix: string;
}

interface Subject {
  readonly schema: unknown;
  readonly value: unknown;
  /** What the value is called when it is itself at fault: `the config`, `its options`. */
  readonly name: string;
}

/** Turns what a schema found into sentences, one a mistake; an unknown key comes with the one that was meant. */
export function describeIssues(issues: readonly Issue[], subject: Subject): readonly Mistake[] {
  return issues.flatMap((issue) => describe(issue, subject));
}

/** `['limits', 0, 'max']` as it is written in the config: `limits[0].max`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    const name = String(key);
    if (!/^[\w$-]+$/u.test(name)) return `${text}[${JSON.stringify(name)}]`;
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

function describe(issue: Issue, subject: Subject): readonly Mistake[] {
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue, subject);
  if (issue.code === 'invalid_union' && (issue.errors?.length ?? 0) > 0) return describeUnion(issue, subject);
  const path = pathText(issue.path);
  const name = path === '' ? subject.name : path;
  return [{ path, ...sentence(issue, name, valueAt(subject.value, issue.path)) }];
}

function unknownKeys(issue: Issue, { schema, name }: Subject): readonly Mistake[] {
  const known = knownKeys(schema, issue.path);
  const owner = issue.path.length === 0 ? name : pathText(issue.path);
  return (issue.keys ?? []).map((key) => {
    const meant = suggest(key, known);
    const list =
      known.length === 0 ? 'Take it out.' : `Take it out; ${owner} may have: ${known.toSorted().join(', ')}.`;
    return {
      path: pathText([...issue.path, key]),
      detail: `unknown key ${JSON.stringify(key)} in ${owner}`,
      fix: meant === undefined ? list : `Did you mean ${JSON.stringify(meant)}?`,
    };
  });
}

// Of the members of a union the one that was meant is the one whose own kind fits; its mistakes are the user's. When
// several fit, the one with fewest mistakes; when none does, all that would have been possible are named.
function describeUnion(issue: Issue, subject: Subject): readonly Mistake[] {
  const branches = (issue.errors ?? []).map((errors) =>
    errors.map((error) => ({ ...error, path: [...issue.path, ...error.path] })),
  );
  const isForeign = (error: Issue): boolean =>
    error.path.length === issue.path.length &&
    (error.code === 'invalid_type' || error.code === 'invalid_value');
  const fitting = branches
    .filter((errors) => !errors.some(isForeign))
    .toSorted((a, b) => a.length - b.length);
  if (fitting[0] !== undefined) return describeIssues(fitting[0], subject);
  const path = pathText(issue.path);
  const wanted = [...new Set(branches.flat().filter(isForeign).map(wantedOf))].join(' or ');
  const found = shown(valueAt(subject.value, issue.path));
  const detail = `${path === '' ? subject.name : path} is ${found}`;
  return [{ path, detail, fix: wanted === '' ? issue.message : `Write ${wanted}.` }];
}

function sentence(issue: Issue, name: string, value: unknown): Pick<Mistake, 'detail' | 'fix'> {
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined
        ? { detail: `${name} is missing`, fix: `Give ${wantedOf(issue)}.` }
        : { detail: `${name} is ${kindOf(value)}`, fix: `Write ${wantedOf(issue)}.` };
    case 'invalid_value': {
      const meant = typeof value === 'string' ? suggest(value, (issue.values ?? []).map(String)) : undefined;
      const wanted = `It may be ${wantedOf(issue)}.`;
      return {
        detail: `${name} is ${shown(value)}`,
        fix: meant === undefined ? wanted : `Did you mean ${JSON.stringify(meant)}? ${wanted}`,
      };
    }
    case 'too_small':
      return {
        detail: `${name} is too small${sizeOf(value)}`,
        fix: `It must be at least ${String(issue.minimum)}${unitOf(issue)}.`,
      };
    case 'too_big':
      return {
        detail: `${name} is too large${sizeOf(value)}`,
        fix: `It may be at most ${String(issue.maximum)}${unitOf(issue)}.`,
      };
    case 'invalid_format':
      return {
        detail: `${name} is ${shown(value)}`,
        fix: issue.format === 'date' ? 'Write a day as YYYY-MM-DD.' : `${issue.message}.`,
      };
    case 'custom':
      return { detail: `${name}: ${issue.message}`, fix: 'Correct it as said.' };
    default:
      return { detail: `${name} is not valid: ${issue.message}`, fix: 'Correct the value.' };
  }
}

function wantedOf(issue: Issue): string {
  const values = issue.values ?? issue.options;
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(', ');
  const expected = issue.expected ?? 'another value';
  if (expected === 'int') return 'a whole number';
  return /^[aeiou]/u.test(expected) ? `an ${expected}` : `a ${expected}`;
}

function unitOf({ origin }: Issue): string {
  if (origin === 'array' || origin === 'set') return ' long';
  return origin === 'string' ? ' characters long' : '';
}

function sizeOf(value: unknown): string {
  if (typeof value === 'number') return ` (${value})`;
  return typeof value === 'string' || Array.isArray(value) ? ` (${value.length})` : '';
}

// A long text is not shown: it may be a secret that was read into the wrong option.
function shown(value: unknown): string {
  if (typeof value === 'string' && value.length <= 40) return JSON.stringify(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : kindOf(value);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Readonly<Record<PropertyKey, unknown>> | null | undefined)?.[key],
    value,
  );
}
