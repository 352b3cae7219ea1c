import { SaxesParser } from 'saxes';

/** One thing that went wrong with a test: its call (`failure`), or its set-up or tear-down (`error`). */
export interface JunitProblem {
  readonly kind: 'failure' | 'error';
  readonly message: string;
  /** The traceback as pytest prints it. */
  readonly text: string;
}

/** One `<testcase>`. A test whose call and tear-down both fail has two, and each failed subtest adds one. */
export interface JunitCase {
  readonly className: string;
  readonly name: string;
  /** Relative to pytest's root folder; only in the family `xunit1`. */
  readonly file?: string;
  /** Of the definition, decorators included, from 0 as pytest writes it. */
  readonly line?: number;
  readonly durationMs: number;
  readonly problems: readonly JunitProblem[];
  readonly skipped?: { readonly type: string; readonly message: string };
}

export interface JunitReport {
  readonly cases: readonly JunitCase[];
  /** What the suites say of themselves, which must agree with the cases. */
  readonly counts: {
    readonly tests: number;
    readonly failures: number;
    readonly errors: number;
    readonly skipped: number;
  };
}

interface Building {
  readonly attributes: Readonly<Record<string, string>>;
  readonly problems: JunitProblem[];
  skipped?: { type: string; message: string };
}

/** Reads a JUnit report of pytest. One that was cut short, or is none, is a problem in words, never an empty report. */
export function parseJunit(text: string): JunitReport | { readonly problem: string } {
  const cases: JunitCase[] = [];
  const counts = { tests: 0, failures: 0, errors: 0, skipped: 0 };
  let current: Building | undefined;
  let open:
    | { kind: 'failure' | 'error' | 'skipped'; attributes: Readonly<Record<string, string>>; text: string }
    | undefined;
  let suites = 0;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'testsuite') {
      suites += 1;
      for (const key of Object.keys(counts) as (keyof typeof counts)[])
        counts[key] += Number(attributes[key] ?? 0);
    } else if (name === 'testcase') current = { attributes, problems: [] };
    else if (current && (name === 'failure' || name === 'error' || name === 'skipped'))
      open = { kind: name, attributes, text: '' };
  });
  const addText = (chunk: string): void => {
    if (open) open.text += chunk;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', ({ name }) => {
    if (name === 'testcase' && current) {
      // One without a name is what a test that ended the session leaves behind.
      if (current.attributes['name']) cases.push(toCase(current));
      current = undefined;
    } else if (open && current && name === open.kind) {
      const message = open.attributes['message'] ?? '';
      if (open.kind === 'skipped') current.skipped = { type: open.attributes['type'] ?? '', message };
      else current.problems.push({ kind: open.kind, message, text: open.text });
      open = undefined;
    }
  });
  try {
    parser.write(text).close();
  } catch (error) {
    return { problem: `it is not complete: ${String((error as Error).message).split('\n')[0]}` };
  }
  return suites === 0 ? { problem: 'it holds no test suite' } : { cases, counts };
}

function toCase({ attributes, problems, skipped }: Building): JunitCase {
  const line = Number(attributes['line']);
  return {
    className: attributes['classname'] ?? '',
    name: attributes['name'] ?? '',
    ...(attributes['file'] !== undefined && { file: attributes['file'].replaceAll('\\', '/') }),
    ...(attributes['line'] !== undefined && Number.isInteger(line) && { line }),
    durationMs: Math.round(Number(attributes['time'] ?? 0) * 1000) || 0,
    problems,
    ...(skipped && { skipped }),
  };
}

/** What pytest reports of a file that it could not collect, or skipped whole; it is no test. */
export function isCollectionEntry({ className, problems, skipped }: JunitCase): boolean {
  return (
    className === '' &&
    [...problems.map(({ message }) => message), skipped?.message].some((one) =>
      one?.startsWith('collection '),
    )
  );
}

/** The id by which pytest takes a test: `tests/test_orders.py::TestRefund::test_rounding[3]`; of a file, its path. */
export function nodeId({ className, name, file }: JunitCase): string {
  if (file === undefined) return className === '' ? name : `${className}.${name}`;
  const module = file.replace(/\.py$/u, '').replaceAll('/', '.');
  if (className === '' && name === module) return file;
  const at = `${className}.`.lastIndexOf(`${module}.`);
  if (at === -1 && className !== '') return inherited(className, name);
  const classes =
    at === -1
      ? []
      : className
          .slice(at + module.length + 1)
          .split('.')
          .filter(Boolean);
  return [file, ...classes, name].join('::');
}

/**
 * The id of a test that is written in another file than the one it was collected from: a method of a base class, a function
 * that is imported. pytest says the first in `file`; only the class name tells the second, where a file ends and a class
 * begins by its capital letter.
 */
function inherited(className: string, name: string): string {
  const parts = className.split('.');
  const last = parts.findLastIndex((part) => !/^_*\p{Lu}/u.test(part));
  const modules = last === -1 ? parts.slice(0, 1) : parts.slice(0, last + 1);
  return [`${modules.join('/')}.py`, ...parts.slice(modules.length), name].join('::');
}
