import { generalHelp, verbHelp } from '../../packages/core/src/cli/help.ts';
import { VERBS } from '../../packages/core/src/cli/verbs.ts';

const INTRODUCTION = `# Command line

What \`sluice --help\` and \`sluice VERB --help\` say, and what holds for all verbs:

- Exit codes: 0 pass or warn; 1 a block decided from results; 2 no results were reached (usage, config, a problem, a crash of
  the engine); 130 and 143 after a signal.
- With \`--json\`, stdout is that one document and nothing else; all else goes to stderr.
- An unknown verb, flag or check id is exit 2, with a suggestion.
- Colour: the flag, then \`NO_COLOR\`, then \`FORCE_COLOR\`, then whether stdout is a terminal.
- A run of some ids, or with \`--skip\`, is \`partial\`: it exits by what it saw and is no gate verdict.
- On the default branch with a clean tree, without git, or with no known base, everything counts as changed;
  [which commit is compared with](changes.md) follows from the event.

`;

/** docs/cli.md: the help of every verb, as it is printed. */
export function cliPage(): string {
  const fenced = (text: string): string => `\`\`\`text\n${text.trimEnd()}\n\`\`\`\n`;
  const verbs = VERBS.map((verb) => `## sluice ${verb.name}\n\n${fenced(verbHelp(verb))}`);
  return [`${INTRODUCTION}${fenced(generalHelp(VERBS))}`, ...verbs].join('\n');
}
