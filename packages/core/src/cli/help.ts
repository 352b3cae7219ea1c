import { COMMON_FLAGS } from './args.ts';
import type { Flag, Verb } from './verb.ts';

/** The help of all: what Sluice is, and a line for each verb. */
export function generalHelp(verbs: readonly Verb[]): string {
  const width = Math.max(...verbs.map((verb) => verb.name.length));
  return [
    'Sluice: one config, the same plan and the same verdict on your laptop and in CI.',
    '',
    'Usage: sluice VERB [flags]',
    '',
    ...verbs.map((verb) => `  ${verb.name.padEnd(width)}  ${verb.summary}`),
    '',
    'sluice VERB --help says more. Exit codes: 0 pass or warn, 1 blocked, 2 never got to results, 130 and 143 after a signal.',
    '',
    'Start with:',
    '  sluice init       writes a config for what it finds here',
    '  sluice run        plans, runs, decides, reports',
    '',
  ].join('\n');
}

/** The help of one verb: usage, flags, examples. */
export function verbHelp(verb: Verb): string {
  const rows = [...Object.entries(verb.flags), ...Object.entries(COMMON_FLAGS)].map(
    ([name, flag]) => [flagText(name, flag), flag.description] as const,
  );
  const width = Math.max(...rows.map(([left]) => left.length));
  return [
    verb.summary,
    '',
    `Usage: ${verb.usage}`,
    '',
    ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`),
    '',
    'Examples:',
    ...verb.examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

function flagText(name: string, flag: Flag): string {
  const short = flag.short === undefined ? '    ' : `-${flag.short}, `;
  return `${short}--${name}${flag.type === 'string' ? ` ${flag.value ?? 'VALUE'}` : ''}`;
}
