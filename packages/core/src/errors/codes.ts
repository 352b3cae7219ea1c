/** The words of one code: what happened, and what to do. `{name}` is filled in from the parameters. */
export interface CodeText {
  readonly message: string;
  readonly hint: string;
}

/**
 * Every code that Sluice reports, in one table: docs/errors.md is generated from it, and a test holds that each is
 * documented and that each has a case that raises it. A code is for ever; wording is not.
 */
export const CODES = {
  CONFIG_NOT_FOUND: {
    message: 'No ci.config.* was found in {dir} or above it, up to the repository root.',
    hint: 'Run `sluice init` to write one, or name the folder with --cwd.',
  },
  CONFIG_UNREADABLE: {
    message: 'The config could not be read: {detail}.',
    hint: 'Check that the file exists and that you may read it.',
  },
  CONFIG_SYNTAX: {
    message: 'The config has a syntax error: {detail}',
    hint: 'Mend the line named above; nothing was run.',
  },
  CONFIG_IMPORT_FAILED: {
    message: 'The config could not be loaded: {detail}',
    hint: 'Install what it imports, or mend the line named above; `sluice doctor` lists what is missing.',
  },
  CONFIG_THREW: {
    message: 'The config, or a module it imports, threw while loading: {detail}',
    hint: 'A config must only describe; mend the module named above.',
  },
  CONFIG_NO_EXPORT: {
    message: 'The config exports {found}, not a config object.',
    hint: 'Write `export default defineConfig({ … })`.',
  },
  CONFIG_INVALID: {
    message: '{detail}',
    hint: '{fix}',
  },
  PLUGIN_INVALID: {
    message: 'Entry {index} of `plugins` is not a plugin: {detail}.',
    hint: 'Call the plugin in the config, as in `plugins: [python({ … })]`, and check that it was made by definePlugin.',
  },
  PLUGIN_API_VERSION: {
    message: 'Plugin {plugin} speaks version {found} of the plugin API; this core speaks 1.',
    hint: 'Install a version of the plugin that fits this core.',
  },
  PLUGIN_DUPLICATE: {
    message: 'Two plugins are named {plugin}.',
    hint: 'Keep one of them; a plugin that serves several folders takes them as options.',
  },
  PLUGIN_OPTIONS_INVALID: {
    message: 'Plugin {plugin}: {detail}',
    hint: '{fix}',
  },
  PLUGIN_NOT_FOUND: {
    message: 'No plugin named {plugin} is installed (looked for {names}).',
    hint: '{fix}',
  },
  PLUGIN_AMBIGUOUS: {
    message: 'Two packages that are installed could be meant by {plugin}: {first} and {second}.',
    hint: 'Write the whole name of the one that you mean in the config, or uninstall the other.',
  },
  PLUGIN_SETUP_FAILED: {
    message: 'Plugin {plugin} failed in setup: {detail}',
    hint: 'This is a defect of the plugin; report it there, or take the plugin out of the config.',
  },
  TAP_FAILED: {
    message: 'Plugin {plugin} failed in hook {hook}, tap {tap}: {detail}',
    hint: 'This is a defect of the plugin; the message above is its own.',
  },
  TAP_TIMED_OUT: {
    message: 'Plugin {plugin} did not finish hook {hook}, tap {tap}, within {seconds} s.',
    hint: 'This is a defect of the plugin; take it out of the config to go on without it.',
  },
  PREFLIGHT_PROBLEM: {
    message: '{detail}',
    hint: '{fix}',
  },
  CHECK_INVALID: {
    message: 'Check {id}: {detail}.',
    hint: 'Mend the check where it is defined; docs/write-a-plugin.md has the shape.',
  },
  CHECK_DUPLICATE: {
    message: 'Two checks have the id {id}, {detail}.',
    hint: 'Give one of them another name, or cells of its own over the same axes.',
  },
  CHECK_UNKNOWN: {
    message: 'There is no check {id}.',
    hint: '{fix}',
  },
  NEEDS_UNKNOWN: {
    message: 'Check {id} needs {need}, which matches no check.',
    hint: 'Correct the id, or add the plugin that defines it. Path: {path}.',
  },
  NEEDS_CYCLE: {
    message: 'The checks need one another in a circle: {path}.',
    hint: 'Take one of these `needs` away.',
  },
  POLICY_PATTERN_UNUSED: {
    message: 'policy.{list} names {pattern}, which matches no check.',
    hint: 'Correct the pattern or take it out; a pattern that matches nothing protects nothing.',
  },
  POLICY_LEVEL_CONFLICT: {
    message: 'Check {id} is in policy.{first} and policy.{second} by patterns of the same rank.',
    hint: 'Keep it in one of the two.',
  },
  POLICY_NOTHING_REQUIRED: {
    message: 'No check is required, so nothing could ever block.',
    hint: 'Name at least one check in policy.required.',
  },
  POLICY_ENFORCE_FROM: {
    message: 'policy.enforceFrom is {found}, more than 60 days ahead.',
    hint: 'Choose a day within 60 days; a gate that never bites is no gate.',
  },
  WAIVER_INVALID: {
    message: 'Waiver {index}: {detail}.',
    hint: 'Mend it in {file}; `sluice waive` writes a valid one.',
  },
  WAIVERS_UNREADABLE: {
    message: 'ci.waivers.json cannot be read: {detail}',
    hint: 'Mend the file, or restore it from git; a waiver that cannot be read waives nothing.',
  },
  BASELINE_UNREADABLE: {
    message: 'ci.baseline.json cannot be read: {detail}',
    hint: 'Restore it from git, or write it anew with `sluice baseline update`; one that cannot be read accepts nothing.',
  },
  LOCK_UNREADABLE: {
    message: 'ci.lock.json cannot be read: {detail}',
    hint: 'Restore it from git, or write it anew with `sluice lock`.',
  },
  LOCK_DIFFERS: {
    message: 'ci.lock.json differs from the config: {detail}.',
    hint: 'Run `sluice lock` and commit it, if the change is meant.',
  },
  STATE_UNWRITABLE: {
    message: 'The state folder {dir} cannot be written: {detail}.',
    hint: 'Make it writable, free some space, or name another with SLUICE_STATE_DIR.',
  },
  FILE_UNWRITABLE: {
    message: 'The file {file} cannot be written: {detail}.',
    hint: 'Make it and its folder writable, or free some space.',
  },
  PLAN_NOT_EXECUTED: {
    message: 'The run did not execute the plan it printed: {detail}.',
    hint: 'This is a defect of Sluice; please report it with the run folder.',
  },
  PLAN_CHANGED: {
    message: 'The plan in {file} (hash {expected}) is not the plan of this checkout (hash {found}).',
    hint: 'Plan again on this commit with `sluice plan --out DIR`.',
  },
  FOLDER_NOT_FOUND: {
    message: 'There is no folder {dir}.',
    hint: 'Correct --cwd.',
  },
  RUN_NOT_FOUND: {
    message: 'No recorded run {run} was found.',
    hint: 'Run `sluice run` first, or name a folder of .sluice/runs.',
  },
  RUN_UNREADABLE: {
    message: 'The recorded run in {file} cannot be read: {detail}.',
    hint: 'Name a complete run folder; a damaged one is no evidence.',
  },
  EVIDENCE_NOT_FOUND: {
    message: 'No evidence of a run of {commit} was found: {detail}.',
    hint: 'Take a plugin into the config that keeps it, such as @sluice/plugin-github, or verify a folder that you have.',
  },
  TRIAGE_RULE_INVALID: {
    message: 'The triage rule {rule} of {from} cannot be used: {detail}.',
    hint: 'Mend it where {from} has it; docs/triage.md says what a rule takes. No rule with a mistake is ever held to a log.',
  },
  LOG_UNREADABLE: {
    message: 'The log {file} cannot be read: {detail}.',
    hint: 'Name a file that exists and that you may read, or `-` for standard input; nothing was judged.',
  },
  USAGE: {
    message: '{detail}',
    hint: '{fix}',
  },
  NODE_TOO_OLD: {
    message: 'Sluice needs Node 22.18 or newer; this is Node {found}.',
    hint: 'Install a newer Node and run it again.',
  },
  INIT_CONFIG_EXISTS: {
    message: 'There is a config already: {file}.',
    hint: 'Edit it, or run `sluice init --force` to write ci.config.ts anew; `sluice init --dry-run --force` shows it first.',
  },
  INIT_FOLDER_IN_USE: {
    message: 'There is something at {folder} already.',
    hint: 'Take another name, or move it away: a new plugin is written over nothing.',
  },
  INIT_NOTHING_FOUND: {
    message:
      'Nothing was found that could be checked: no Python project, no test or lint script, no Makefile target, no go.mod or Cargo.toml.',
    hint: '{fix}',
  },
  UNCAUGHT_ERROR: {
    message: 'Something threw where nothing waits for it: {detail}',
    hint: 'Mend the place named above: a config or a plugin must await what it starts. Nothing counts as passed.',
  },
  ENGINE_CRASHED: {
    message: 'Sluice itself failed: {detail}',
    hint: 'This is a defect of Sluice; please report it with the run folder. Nothing counts as passed.',
  },
} as const satisfies Record<string, CodeText>;

export type Code = keyof typeof CODES;
