import { parseArgs } from 'node:util';
import { problemOf } from '../errors/ci-error.ts';
import { suggest } from '../errors/suggest.ts';
import type { Problem } from '../model/problem.ts';
import type { Flag, Verb } from './verb.ts';

/** Flags that every verb takes. */
export const COMMON_FLAGS: Readonly<Record<string, Flag>> = {
  cwd: {
    type: 'string',
    value: 'DIR',
    description: 'The folder of the config, or one below it. Default: here.',
  },
  color: { type: 'boolean', description: 'Colour, or with --no-color none.' },
  help: { type: 'boolean', short: 'h', description: 'This help.' },
};

export interface ParsedArguments {
  readonly flags: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly positionals: readonly string[];
}

/** Reads a verb's arguments. Every mistake becomes a usage problem with a suggestion; nothing is guessed. */
export function parseArguments(
  verb: Verb,
  argv: readonly string[],
): { readonly parsed?: ParsedArguments; readonly problems: readonly Problem[] } {
  const known: Readonly<Record<string, Flag>> = { ...verb.flags, ...COMMON_FLAGS };
  const problems: Problem[] = [];
  const usage = (detail: string, fix = `See \`sluice ${verb.name} --help\`.`): void =>
    void problems.push(problemOf('USAGE', { detail, fix }));
  const { values, positionals, tokens } = parseArgs({
    args: normalizeShorts(argv),
    // Not by `allowNegative`, which takes the `no-` off `--no-cache` too, a flag of its own.
    options: { ...optionsOf(known), 'no-color': { type: 'boolean' } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const name = token.name.replace(/^no-(?=color$)/u, '');
    const flag = known[name];
    if (flag === undefined) {
      const near = suggest(token.name, Object.keys(known));
      usage(
        `sluice ${verb.name} has no flag ${token.rawName}.`,
        near === undefined ? undefined : `Did you mean --${near}?`,
      );
    } else if (
      flag.type === 'string' &&
      (token.value === undefined ||
        (!token.inlineValue && token.value.startsWith('-') && token.value !== '-'))
    ) {
      usage(`${token.rawName} needs a value: --${name} ${flag.value ?? 'VALUE'}.`);
    } else if (flag.type === 'boolean' && token.value !== undefined) {
      usage(`${token.rawName} takes no value.`);
    } else if (flag.multiple !== true && seen.has(name)) {
      usage(`${token.rawName} was given twice.`);
    }
    seen.add(name);
  }
  const { min, max } = verb.positionals;
  if (problems.length === 0 && values['help'] !== true) {
    if (positionals.length < min) usage(`sluice ${verb.name} needs more: ${verb.usage}.`);
    if (positionals.length > max)
      usage(`sluice ${verb.name} does not take ${JSON.stringify(positionals[max])}: ${verb.usage}.`);
  }
  return problems.length > 0
    ? { problems }
    : { parsed: { flags: withColor(values as ParsedArguments['flags']), positionals }, problems };
}

function optionsOf(known: Readonly<Record<string, Flag>>) {
  return Object.fromEntries(
    Object.entries(known).map(([name, { type, short, multiple }]) => [
      name,
      { type, ...(short ? { short } : {}), ...(multiple ? { multiple } : {}) },
    ]),
  );
}

function withColor(given: ParsedArguments['flags']): ParsedArguments['flags'] {
  const { 'no-color': noColor, ...flags } = given;
  return noColor === undefined ? flags : { ...flags, color: false };
}

// `-j4` and `-j 4` are both what people type; parseArgs reads the first as bundled flags when `j` takes a value only
// if it knows the type, which it does in strict mode alone.
function normalizeShorts(argv: readonly string[]): string[] {
  return argv.flatMap((word) => {
    const match = /^-j(\d+)$/u.exec(word);
    return match === null ? [word] : ['-j', match[1] ?? ''];
  });
}

/** A string flag, or undefined. */
export function stringFlag(flags: ParsedArguments['flags'], name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

/** All values of a flag that may be given several times. */
export function listFlag(flags: ParsedArguments['flags'], name: string): readonly string[] {
  const value = flags[name];
  if (Array.isArray(value)) return value as readonly string[];
  return typeof value === 'string' ? [value] : [];
}
