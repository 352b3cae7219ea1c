import { parseArgs } from 'node:util';
import { suggest } from '@sluice/core';
import { usageProblem } from './usage-problem.ts';

/** Whose report a flag names. */
export const REPORT_FLAGS = ['bandit', 'pip-audit', 'gitleaks', 'trivy', 'sarif', 'openvex'] as const;

export type ReportFlag = (typeof REPORT_FLAGS)[number];

export interface AggregateArguments {
  readonly reports: readonly { readonly flag: ReportFlag; readonly file: string }[];
  readonly maxHigh?: number;
  readonly licences: boolean;
  readonly isJson: boolean;
  readonly isHelp: boolean;
}

const STRINGS: ReadonlySet<string> = new Set([...REPORT_FLAGS, 'max-high', 'cwd']);
// Both spellings, for nobody should have to look up which one it is.
const BOOLEANS: ReadonlySet<string> = new Set(['licences', 'licenses', 'json', 'help', 'color']);

const HELP_HINT = 'See `sluice security aggregate --help`.';

/** Reads the arguments, in their order. Throws a CiError of code USAGE for any that is not known or lacks its value. */
export function parseAggregateArguments(argv: readonly string[]): AggregateArguments {
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries([...STRINGS].map((name) => [name, { type: 'string' as const }])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string>();
  const reports: { flag: ReportFlag; file: string }[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') throw strayWord(token.value);
    if (token.kind !== 'option') continue;
    const name = token.rawName === '-h' ? 'help' : token.name.replace(/^no-(?=color$)/u, '');
    checkOption({ name, rawName: token.rawName, value: token.value });
    if (isReportFlag(name)) reports.push({ flag: name, file: token.value ?? '' });
    else if (values.has(name)) throw usageProblem(`${token.rawName} was given twice.`, HELP_HINT);
    else values.set(name, token.value ?? '');
  }
  const isHelp = values.has('help');
  if (reports.length === 0 && !isHelp)
    throw usageProblem(
      'sluice security aggregate was given no report.',
      `Name one, as --bandit FILE. ${HELP_HINT}`,
    );
  const maxHigh = values.get('max-high');
  return {
    reports,
    ...(maxHigh === undefined ? {} : { maxHigh: countOf(maxHigh) }),
    licences: values.has('licences') || values.has('licenses'),
    isJson: values.has('json'),
    isHelp,
  };
}

function isReportFlag(name: string): name is ReportFlag {
  return (REPORT_FLAGS as readonly string[]).includes(name);
}

function checkOption({
  name,
  rawName,
  value,
}: {
  name: string;
  rawName: string;
  value: string | undefined;
}): void {
  if (STRINGS.has(name)) {
    if (value !== undefined && value !== '' && !value.startsWith('--')) return;
    throw usageProblem(`${rawName} needs a value.`, HELP_HINT);
  }
  if (!BOOLEANS.has(name)) {
    const near = suggest(name, [...STRINGS, ...BOOLEANS]);
    const hint = near === undefined ? HELP_HINT : `Did you mean --${near}?`;
    throw usageProblem(`sluice security aggregate has no flag ${rawName}.`, hint);
  }
  if (value !== undefined) throw usageProblem(`${rawName} takes no value.`, HELP_HINT);
}

function strayWord(word: string): Error {
  return usageProblem(
    `sluice security aggregate does not take ${JSON.stringify(word)}.`,
    'Say whose report it is: each file needs a flag of its own, as in --sarif a.sarif --sarif b.sarif.',
  );
}

function countOf(text: string): number {
  const count = /^\d{1,9}$/u.test(text) ? Number(text) : undefined;
  if (count === undefined) throw usageProblem(`--max-high ${text} is no number from 0 on.`, HELP_HINT);
  return count;
}
