import type { ExecResult } from '@sluice/core';
import { lastWords } from './last-words.ts';

interface Cause {
  readonly pattern: RegExp;
  /** One plain sentence with what to do; `found` are the groups of the pattern. */
  readonly says: (found: readonly string[]) => string;
}

/** Why an engine cannot be used, as docker 20.10 to 29 say it; the first that fits. */
const CAUSES: readonly Cause[] = [
  {
    pattern:
      /permission denied while trying to connect[^\n]{0,80}? (?:socket|API) at (\S{1,200}?)[:;]?(?:\s|$)/iu,
    says: ([socket = 'its socket']) =>
      `no permission on ${socket}; add this user to the group that owns it (usually docker), or run as one who may use it`,
  },
  {
    pattern:
      /(?:cannot connect to the docker daemon|failed to connect to the docker api) at (\S{1,200}?)[.;,]?(?:\s|$)/iu,
    says: ([address = 'its address']) =>
      `the docker daemon does not answer at ${address}; start it (systemctl start docker), or let DOCKER_HOST name one that runs`,
  },
  {
    pattern: /client version ([\d.]{1,10}) is too new\. Maximum supported API version is ([\d.]{1,10})/iu,
    says: ([client = '', server = '']) =>
      `docker speaks API ${client} here and the daemon at most ${server}; unset DOCKER_API_VERSION, or install a docker of the daemon's age`,
  },
  {
    pattern: /client version ([\d.]{1,10}) is too old\. Minimum supported API version is ([\d.]{1,10})/iu,
    says: ([client = '', server = '']) =>
      `docker speaks API ${client} here and the daemon ${server} or later; unset DOCKER_API_VERSION, or install a newer docker`,
  },
  {
    pattern: /unknown command: docker buildx|'buildx' is not a docker command/iu,
    says: () =>
      'docker has no buildx here; install its plugin (docker-buildx-plugin, or docker-buildx of the distribution)',
  },
  {
    pattern: /no space left on device/iu,
    says: () =>
      'no space is left where docker keeps its data; make room (docker system df, docker builder prune)',
  },
];

/** Why docker cannot be used, from what it answered; undefined when it ended with 0. */
export function whyNoEngine(result: ExecResult): string | undefined {
  if (result.missing !== undefined)
    return 'docker is not installed here; install Docker Engine (https://docs.docker.com/engine/install), or run this where there is one';
  if (result.timedOut) return 'docker did not answer in time; see whether its daemon is alive (docker info)';
  if (result.exitCode === 0) return undefined;
  if (result.exitCode === null) return `docker was ended by ${result.signal ?? 'a signal'}`;
  return (
    engineWords(result.stderr) ??
    `docker exited with ${result.exitCode}: ${lastWords(result.stderr) || 'no word'}`
  );
}

/** The sentence for a message of docker about its engine; undefined when it is about something else. */
export function engineWords(text: string): string | undefined {
  for (const { pattern, says } of CAUSES) {
    const found = pattern.exec(text);
    if (found !== null) return says(found.slice(1));
  }
  return undefined;
}
