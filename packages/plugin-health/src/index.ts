export { health } from './plugin.ts';
export type { HealthInput, HealthOptions } from './options.ts';
export type { Job, Run, RunClass } from './runs/run.ts';
export type { RunReading, RunSource } from './runs/run-source.ts';
export type { HealthDocument, HealthStatus } from './figures/health-document.ts';
