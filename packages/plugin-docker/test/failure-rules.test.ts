import { describe, expect, it } from 'vitest';
import { engineFault } from '../src/build/engine-fault.ts';
import { failureRules } from '../src/failure-rules.ts';

const NOTHING = { steps: [], failures: [], warnings: [] };

/** The rule that knows a line, with its verdict. */
function knows(line: string): string | undefined {
  const rule = failureRules.find(({ pattern }) => new RegExp(pattern, 'u').test(line));
  return rule === undefined ? undefined : `${rule.verdict} ${rule.id}`;
}

describe('the failure rules of docker', () => {
  it.each(failureRules.map((rule) => [rule.id, rule] as const))('%s holds to its examples', (_, rule) => {
    for (const line of rule.mustMatch) expect(knows(line)).toBe(`${rule.verdict} ${rule.id}`);
    for (const line of rule.mustNotMatch) expect(new RegExp(rule.pattern, 'u').test(line), line).toBe(false);
  });

  it.each([
    [
      'failed to do request: Head "https://r.example/v2/a/manifests/1": EOF',
      'transient registry-unreachable',
    ],
    ['failed to fetch oauth token: Post "https://auth.example/token": EOF', 'transient registry-away'],
    [
      'unexpected status from HEAD request to https://r.example/v2/a: 503 Service Unavailable',
      'transient registry-away',
    ],
    ['toomanyrequests: You have reached your pull rate limit.', 'transient registry-busy'],
    ['no basic auth credentials', undefined],
  ])('know what docker/build makes of BuildKit’s %s', (words, known) => {
    const reason = engineFault(`ERROR: failed to solve: ${words}`, NOTHING as never);
    expect(reason).toBeDefined();
    expect(knows(reason!)).toBe(known);
  });
});
