import type { FailureRule } from '@sluice/core';

/** What pip-audit's check says when the service of advisories could not be asked: a rerun may pass. */
export const failureRules: readonly FailureRule[] = [
  {
    id: 'advisories-unanswered',
    verdict: 'transient',
    category: 'http-5xx',
    pattern:
      '^no advisories: [\\w.:-]{1,60} (?:could not be asked: .{0,40}(?:ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|socket hang up|did not answer in time)|broke off: |answered (?:429|5\\d\\d)\\b)',
    source: 'the reason that security/pip-audit gives, src/osv/live-source.ts',
    mustMatch: [
      'no advisories: api.osv.dev answered 503 (the option advisories takes a folder of OSV records in its place)',
      'no advisories: api.osv.dev could not be asked: getaddrinfo EAI_AGAIN api.osv.dev',
    ],
    mustNotMatch: [
      'no advisories: api.osv.dev answered 403',
      'no advisories: api.osv.dev could not be asked: certificate has expired',
    ],
  },
];
