import type { BuildLog } from '../parse/build-log.ts';

interface EngineFault {
  readonly pattern: RegExp;
  readonly says: (found: readonly string[]) => string;
}

/** What is the fault of a registry or of the engine, as BuildKit 0.8 to 0.34 says it. */
const FAULTS: readonly EngineFault[] = [
  {
    pattern: /pulling from host (\S{1,200}) failed with status code [^\n]{0,100}?: (40[13][^\n]{0,60})/iu,
    says: ([host = '', why = '']) => `the registry ${host} wants a login (docker login): ${why}`,
  },
  {
    pattern: /pulling from host (\S{1,200}) failed with status code [^\n]{0,100}?: (\d{3}[^\n]{0,60})/iu,
    says: ([host = '', why = '']) => `the registry ${host} refuses for now: ${why}`,
  },
  {
    pattern: /failed to do request: \w{1,8} "?https?:\/\/([^/"\s]{1,200})[^"\s]*"?: ([^\n]{1,300})/iu,
    says: ([host = '', why = '']) => `the registry ${host} cannot be reached: ${why}`,
  },
  {
    pattern: /failed to (?:fetch (?:anonymous|oauth) token|authorize): ([^\n]{1,300})/iu,
    says: ([why = '']) => `the registry gave no token: ${why}`,
  },
  {
    pattern: /(toomanyrequests[^\n]{0,200}|429 Too Many Requests[^\n]{0,100})/iu,
    says: ([why = '']) => `the registry refuses for now: ${why}`,
  },
  {
    pattern:
      /(unexpected status(?: code)? [^\n]{0,200}?: 5\d\d[^\n]{0,60}|received unexpected HTTP status: 5\d\d[^\n]{0,60})/iu,
    says: ([why = '']) => `the registry failed: ${why}`,
  },
  {
    pattern:
      /(unexpected status(?: code)? [^\n]{0,200}?: 40[13][^\n]{0,60}|authentication required|no basic auth credentials)/iu,
    says: ([why = '']) => `the registry wants a login (docker login): ${why}`,
  },
  {
    pattern:
      /(rpc error: code = (?:Unavailable|Canceled|DeadlineExceeded)[^\n]{0,200}|error during connect[^\n]{0,200}|closing transport due to[^\n]{0,200}|error reading from server: EOF)/iu,
    says: ([why = '']) => `the engine went away during the build: ${why}`,
  },
];

/** How a failing step words that it is out of room; what it prints itself is the only place that has it. */
const NO_SPACE = /no space left on device/iu;

/** Whose fault a failed build is, where it is not the project's; undefined where it may be. */
export function engineFault(said: string, { steps, failures }: BuildLog): string | undefined {
  const failing = steps.find(({ error }) => error !== undefined);
  if (failing?.tail.slice(-5).some((line) => NO_SPACE.test(line)) === true)
    return 'no space is left where docker keeps its data; make room (docker system df, docker builder prune)';
  // A step's own words are the project's: a test that prints `connection refused` is a test that failed.
  if (failing !== undefined && /exit code: \d/u.test(failing.error ?? '')) return undefined;
  for (const text of [said, ...failures.map(({ error }) => error)]) {
    for (const { pattern, says } of FAULTS) {
      const match = pattern.exec(text);
      if (match !== null) return says(match.slice(1));
    }
  }
  return undefined;
}
