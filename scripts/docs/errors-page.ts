import { CODES, type Code } from '../../packages/core/src/errors/codes.ts';

/** Which codes are raised where, for the headings. The type holds that every code has its place. */
const PLACE: Readonly<Record<Code, Group>> = {
  CONFIG_NOT_FOUND: 'config',
  CONFIG_UNREADABLE: 'config',
  CONFIG_SYNTAX: 'config',
  CONFIG_IMPORT_FAILED: 'config',
  CONFIG_THREW: 'config',
  CONFIG_NO_EXPORT: 'config',
  CONFIG_INVALID: 'config',
  PLUGIN_INVALID: 'plugin',
  PLUGIN_API_VERSION: 'plugin',
  PLUGIN_DUPLICATE: 'plugin',
  PLUGIN_OPTIONS_INVALID: 'plugin',
  PLUGIN_NOT_FOUND: 'plugin',
  PLUGIN_AMBIGUOUS: 'plugin',
  PLUGIN_SETUP_FAILED: 'plugin',
  TAP_FAILED: 'plugin',
  TAP_TIMED_OUT: 'plugin',
  PREFLIGHT_PROBLEM: 'plugin',
  CHECK_INVALID: 'plan',
  CHECK_DUPLICATE: 'plan',
  CHECK_UNKNOWN: 'plan',
  NEEDS_UNKNOWN: 'plan',
  NEEDS_CYCLE: 'plan',
  PLAN_NOT_EXECUTED: 'plan',
  PLAN_CHANGED: 'plan',
  POLICY_PATTERN_UNUSED: 'policy',
  POLICY_LEVEL_CONFLICT: 'policy',
  POLICY_NOTHING_REQUIRED: 'policy',
  POLICY_ENFORCE_FROM: 'policy',
  WAIVER_INVALID: 'policy',
  WAIVERS_UNREADABLE: 'policy',
  BASELINE_UNREADABLE: 'policy',
  LOCK_UNREADABLE: 'policy',
  LOCK_DIFFERS: 'policy',
  STATE_UNWRITABLE: 'files',
  FILE_UNWRITABLE: 'files',
  FOLDER_NOT_FOUND: 'files',
  TRIAGE_RULE_INVALID: 'config',
  LOG_UNREADABLE: 'files',
  RUN_NOT_FOUND: 'files',
  RUN_UNREADABLE: 'files',
  EVIDENCE_NOT_FOUND: 'files',
  USAGE: 'use',
  NODE_TOO_OLD: 'use',
  INIT_CONFIG_EXISTS: 'use',
  INIT_FOLDER_IN_USE: 'use',
  INIT_NOTHING_FOUND: 'use',
  UNCAUGHT_ERROR: 'use',
  ENGINE_CRASHED: 'use',
};

const GROUPS = {
  config: 'Loading the config',
  plugin: 'Plugins and their taps',
  plan: 'Checks and the plan',
  policy: 'Policy, waivers, baseline and the lock',
  files: 'Folders and files',
  use: 'The command line and the engine',
} as const;

type Group = keyof typeof GROUPS;

const INTRODUCTION = `# Errors

A problem is something wrong with the config, a plugin, the command line or the machine, not with the code under test.
Each has a code, what happened and what to do; \`{name}\` stands for what is filled in. All problems of a phase come in one
message. A run with a problem starts no check, writes a report all the same, and exits 2.

A code is for ever; its wording may change. In a report they are under \`problems\`; a script that uses the library gets
them from \`report.problems\`, or from a \`CiError\`:

\`\`\`ts
import { isCiError, loadConfig } from '@sluice/core';

try {
  await loadConfig({ cwd: process.cwd() });
} catch (error) {
  if (!isCiError(error)) throw error;
  for (const { code, message, hint } of error.problems) console.error(\`\${code}: \${message} \${hint}\`);
}
\`\`\`
`;

/** docs/errors.md: every code of core, what happened and what to do. */
export function errorsPage(): string {
  const parts = Object.entries(GROUPS).map(([group, title]) => {
    const codes = (Object.keys(CODES) as Code[]).filter((code) => PLACE[code] === group);
    return `## ${title}\n\n${codes.map(entry).join('\n')}`;
  });
  return [INTRODUCTION, ...parts].join('\n');
}

function entry(code: Code): string {
  const { message, hint } = CODES[code];
  const what = FREE[code] ?? message;
  const help = hint === '{fix}' ? 'Said with the problem, for it depends on what was wrong.' : hint;
  return `### ${code}\n\n- What happened: ${what}\n- What to do: ${help}\n`;
}

/** Codes whose whole message is filled in: what they are about. */
const FREE: Partial<Record<Code, string>> = {
  CONFIG_INVALID: 'A field of the config is unknown, missing or of the wrong kind. One problem for each.',
  PREFLIGHT_PROBLEM: "A plugin's `preflight` tap says that a run would be pointless, and why.",
  USAGE: 'The command line has an unknown verb, flag or value, or asks for what does not go together.',
};
