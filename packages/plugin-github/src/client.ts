export { readEnvironment } from './environment/read-environment.ts';
export type { EnvironmentFault, EnvironmentReading } from './environment/environment-reading.ts';
export type {
  FinishedRun,
  GithubEnvironment,
  GithubEvent,
  PullRequestFacts,
  RepositoryName,
} from './environment/github-environment.ts';
export { openClient, type OpenClient } from './client/open-client.ts';
export { createEtagStore, type EtagEntry, type EtagStore } from './client/etag-store.ts';
export type { Answer } from './client/answer.ts';
export type { ClientOptions } from './client/client-options.ts';
export type { Call, GithubClient, Pages } from './client/github-client.ts';
export type { FaultKind, GithubFault } from './client/github-fault.ts';
