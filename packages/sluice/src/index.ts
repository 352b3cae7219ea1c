export { command, defineConfig, definePlugin, STAGE, VERSION, z } from '@sluice/core';
export type {
  Check,
  CheckContext,
  CheckOutcome,
  CommandOptions,
  Config,
  Finding,
  Level,
  Limit,
  Plugin,
  Policy,
  RunReport,
  Waiver,
} from '@sluice/core';
export { docker } from '@sluice/plugin-docker';
export { github } from '@sluice/plugin-github';
export { health } from '@sluice/plugin-health';
export { python } from '@sluice/plugin-python';
export { security } from '@sluice/plugin-security';
export { reference, type ReferenceOptions } from '@sluice/preset-python';
