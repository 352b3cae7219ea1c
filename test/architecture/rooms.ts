/** The rooms of packages/core/src and who may import whom: the table of the design, as data. */

/** `version.ts` is one constant; whoever needs it may have it. */
const ground = ['model', 'errors', 'version'];
const foundation = [...ground, 'hooks', 'state', 'exec', 'plugin'];

/** Phases never import one another; only the engine composes them. */
const phases = ['config', 'changes', 'plan', 'run', 'cache', 'findings', 'gate', 'triage', 'report'];

const upToEngine = [...foundation, ...phases, 'engine'];

/** For each room, the other rooms it may import. A room may always import itself. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  model: [],
  version: [],
  errors: ['model'],
  hooks: ground,
  state: ground,
  exec: [...ground, 'state'],
  plugin: [...ground, 'hooks', 'state', 'exec'],
  ...Object.fromEntries(phases.map((phase) => [phase, foundation])),
  engine: [...foundation, ...phases],
  'create-pipeline': upToEngine,
  testing: [...upToEngine, 'create-pipeline'],
  cli: [...upToEngine, 'create-pipeline'],
  index: [...upToEngine, 'create-pipeline'],
  reports: upToEngine,
};

/** Single files that a room may import although their room is closed to it. */
export const mayImportFile: Readonly<Record<string, readonly string[]>> = {
  'create-pipeline': ['cli/host.ts'],
};

/** Packages with a home in core. No other room and no plugin imports them: a check runs programs by its context. */
export const homes: Readonly<Record<string, readonly string[]>> = {
  tapable: ['hooks'],
  'node:child_process': ['exec', 'changes', 'testing'],
  cosmiconfig: ['config'],
};

/** What a plugin may import of ours beside `@sluice/core`. */
export const pluginExceptions: Readonly<Record<string, readonly string[]>> = {
  'plugin-health': ['@sluice/plugin-github/client'],
  'plugin-docker': ['@sluice/plugin-security/reports'],
};
