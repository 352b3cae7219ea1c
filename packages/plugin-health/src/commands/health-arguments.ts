import { parseArgs } from 'node:util';
import { suggest } from '@sluice/core';
import { momentOf } from '../runs/fields.ts';
import { healthProblem } from '../runs/health-problem.ts';

export interface HealthArguments {
  readonly runs?: string;
  readonly branch?: string;
  readonly out?: string;
  readonly import?: string;
  readonly export?: string;
  /** Milliseconds since 1970. */
  readonly atMs?: number;
  /** Ask GitHub. */
  readonly isCollect: boolean;
  /** Write to GitHub. */
  readonly isPublish: boolean;
  readonly isJson: boolean;
  readonly isHelp: boolean;
}

const STRINGS = ['runs', 'branch', 'out', 'import', 'export', 'at', 'cwd'];
const BOOLEANS = ['collect', 'publish', 'json', 'help', 'color'];
const HELP_HINT = 'See `sluice health --help`.';

/** Reads the arguments. Throws a CiError of code USAGE for any that is not known, lacks its value or came twice. */
export function parseHealthArguments(argv: readonly string[]): HealthArguments {
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(STRINGS.map((name) => [name, { type: 'string' as const }])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'positional') {
      throw usage(
        `sluice health does not take ${JSON.stringify(token.value)}.`,
        'A file is given by --runs FILE.',
      );
    }
    if (token.kind !== 'option') continue;
    const name = token.rawName === '-h' ? 'help' : token.name.replace(/^no-(?=color$)/u, '');
    checkOption(name, token.rawName, token.value);
    if (values.has(name)) throw usage(`${token.rawName} was given twice.`, HELP_HINT);
    values.set(name, token.value ?? '');
  }
  const at = values.get('at');
  checkTogether(values);
  return {
    ...given(values, ['runs', 'branch', 'out', 'import', 'export']),
    ...(at === undefined ? {} : { atMs: momentFrom(at) }),
    isCollect: values.has('collect'),
    isPublish: values.has('publish'),
    isJson: values.has('json'),
    isHelp: values.has('help'),
  };
}

function given<const N extends string>(
  values: ReadonlyMap<string, string>,
  names: readonly N[],
): { readonly [K in N]?: string } {
  const entries = names.map((name) => [name, values.get(name)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as { [K in N]?: string };
}

/** What is published is what GitHub has, of now and of every branch: an old file must open no issue. */
function checkTogether(values: ReadonlyMap<string, string>): void {
  if (values.has('collect') && values.has('runs'))
    throw usage('--collect and --runs are two sources.', HELP_HINT);
  if (!values.has('publish')) return;
  if (!values.has('collect')) throw usage('--publish needs --collect.', HELP_HINT);
  const narrowing = ['at', 'branch'].find((name) => values.has(name));
  if (narrowing !== undefined) throw usage(`--publish and --${narrowing} do not go together.`, HELP_HINT);
}

function checkOption(name: string, rawName: string, value: string | undefined): void {
  if (STRINGS.includes(name)) {
    if (value !== undefined && value !== '' && !value.startsWith('--')) return;
    throw usage(`${rawName} needs a value.`, HELP_HINT);
  }
  if (!BOOLEANS.includes(name)) {
    const near = suggest(name, [...STRINGS, ...BOOLEANS]);
    throw usage(
      `sluice health has no flag ${rawName}.`,
      near === undefined ? HELP_HINT : `Did you mean --${near}?`,
    );
  }
  if (value !== undefined) throw usage(`${rawName} takes no value.`, HELP_HINT);
}

/** A day means its end in UTC, so that all of it is in. */
function momentFrom(text: string): number {
  const isDay = /^\d{4}-\d\d-\d\d$/u.test(text);
  const ms = momentOf(isDay ? `${text}T23:59:59.999Z` : text);
  if (ms !== undefined && ms < MOST_MS) return ms;
  throw usage(
    `--at ${JSON.stringify(text)} is no day and no moment.`,
    'Write 2026-11-29 or 2026-11-29T06:00:00Z.',
  );
}

const MOST_MS = Date.UTC(9999, 0);

function usage(message: string, hint: string): Error {
  return healthProblem('USAGE', message, hint);
}
