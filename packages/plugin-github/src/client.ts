export { readEnvironment } from './environment/read-environment.ts';
export type { EnvironmentFault, EnvironmentReading } from './environment/environment-reading.ts';
export type {
  FinishedRun,
  GithubEnvironment,
  GithubEvent,
  PullRequestFacts,
  RepositoryName,
} from './environment/github-environment.ts';
