import type { Triage } from './triage.ts';

/** What a cause is, in a clause, and what helps. */
export interface TriageWords {
  readonly why: string;
  readonly advice: string;
}

const WHY: Readonly<Record<Triage['category'], string>> = {
  dns: 'a host name could not be resolved',
  'connection-reset': 'a connection broke',
  timeout: 'a server did not answer in time',
  tls: 'a secure connection could not be set up',
  'http-429': 'a server had too many requests',
  'http-5xx': 'a server answered with an error of its own',
  'apt-mirror': 'a package mirror of apt could not be read',
  mirror: 'a mirror or registry of packages could not be read',
  pip: 'an index of Python packages could not be read',
  npm: 'a registry of npm packages could not be read',
  'go-proxy': 'a proxy of Go modules could not be read',
  crates: 'a registry of crates could not be read',
  maven: 'a Maven repository could not be read',
  gradle: 'a repository of Gradle could not be read',
  nuget: 'a NuGet feed could not be read',
  conda: 'a conda channel could not be read',
  keyserver: 'a keyserver did not answer',
  'docker-registry': 'a container registry failed',
  'git-transport': 'git lost the connection to its server',
  'action-download': 'an action could not be downloaded',
  'actions-service': 'a service of GitHub Actions failed',
  'api-rate-limit': 'the rate limit of an API was used up',
  'runner-lost': 'the machine went away',
  'runner-resources': 'the machine ran out of memory or disk',
  test: 'a test failed',
  lint: 'a linter or formatter objects',
  type: 'a type checker objects',
  compile: 'the code does not build',
  resolution: 'dependencies cannot be resolved',
  'not-found': 'what was asked for does not exist',
  'missing-file': 'a file is missing',
  permission: 'access was refused',
  configuration: 'a configuration is wrong',
  checksum: 'a checksum does not match',
  resource: 'a program used more than it may',
  limit: 'more was found than the limits allow',
  cancelled: 'it was cancelled',
  unclassified: 'no rule knows this failure',
};

const ADVICE: Readonly<Record<Triage['verdict'], string>> = {
  transient: 'rerun once; when it fails the same way again, it is not this',
  persistent: 'fix it; a rerun meets the same',
  unknown: 'nothing: the log names no failure. Give the whole log of what failed',
};

const CATEGORY_ADVICE: Readonly<Partial<Record<Triage['category'], string>>> = {
  'api-rate-limit': 'rerun once the limit is reset, mostly within the hour',
  'runner-resources': 'rerun once; when it is killed again, it needs more memory or disk than the runner has',
  cancelled: 'look for what cancelled it: another failure, a newer push, a limit of time',
  unclassified: 'read the end of the log: no rule knows this failure, and what is not known is not rerun',
};

/** The words for an answer of triage, the same wherever it is shown. */
export function triageWords({ verdict, category }: Pick<Triage, 'verdict' | 'category'>): TriageWords {
  const isBlank = verdict === 'unknown' && category === 'unclassified';
  return {
    why: isBlank ? 'the log names no failure' : WHY[category],
    advice: isBlank ? ADVICE.unknown : (CATEGORY_ADVICE[category] ?? ADVICE[verdict]),
  };
}
