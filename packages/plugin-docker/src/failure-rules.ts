import type { FailureRule } from '@sluice/core';

/** How the network fails, as Go words it. */
const NETWORK =
  '(?:EOF|TLS handshake timeout|i/o timeout|Client\\.Timeout|context deadline exceeded|timed out|no such host|server misbehaving|Temporary failure|connection (?:reset|refused)|network is unreachable|TOOMANYREQUESTS|\\b429\\b|\\b50[0234]\\b)';

/**
 * What the checks of this plugin say of a registry, of the engine and of Trivy's mirrors, and what BuildKit says of
 * caches and disks. What registries say to BuildKit itself, core's own rules know.
 */
export const failureRules: readonly FailureRule[] = [
  {
    id: 'registry-away',
    verdict: 'transient',
    category: 'docker-registry',
    pattern: `^the registry (?:gave no token|failed): .{0,300}${NETWORK}`,
    source: 'the reason that docker/build gives, src/build/engine-fault.ts',
    mustMatch: [
      'the registry gave no token: Post "https://auth.docker.io/token": net/http: TLS handshake timeout',
      'the registry failed: unexpected status from HEAD request to https://r.example/v2/a: 503 Service Unavailable',
    ],
    mustNotMatch: ['the registry wants a login (docker login): 401 Unauthorized'],
  },
  {
    id: 'registry-unreachable',
    verdict: 'transient',
    category: 'docker-registry',
    // Which registry is left open: with a bound for its name, there would be too many ways to try a line.
    pattern: ` cannot be reached: .{0,200}${NETWORK}`,
    source: 'the reason that docker/build gives, src/build/engine-fault.ts',
    mustMatch: ['the registry registry-1.docker.io cannot be reached: EOF'],
    mustNotMatch: ['the registry r.example cannot be reached: x509: certificate signed by unknown authority'],
  },
  {
    id: 'registry-busy',
    verdict: 'transient',
    category: 'http-429',
    pattern: '^the registry (?:\\S{1,200} )?refuses for now: ',
    source: 'the reason that docker/build gives, src/build/engine-fault.ts',
    mustMatch: ['the registry refuses for now: toomanyrequests: You have reached your pull rate limit.'],
    mustNotMatch: ['the registry wants a login (docker login): authentication required'],
  },
  {
    id: 'database-unfetched',
    verdict: 'transient',
    category: 'docker-registry',
    pattern: `^the database of vulnerabilities could not be fetched: .{0,400}${NETWORK}`,
    source: 'the reason that docker/scan gives, src/trivy/database.ts',
    mustMatch: [
      'the database of vulnerabilities could not be fetched: Get "https://mirror.gcr.io/v2/": dial tcp: lookup mirror.gcr.io: no such host (the option scan.database takes a local one)',
      'the database of vulnerabilities could not be fetched: GET https://ghcr.io/v2/: TOOMANYREQUESTS: retry-after: 1s',
    ],
    mustNotMatch: [
      'the database of vulnerabilities could not be fetched: no space left on device',
      'the database of vulnerabilities is 9 days old, of 2026-11-01',
    ],
  },
  {
    id: 'cache-export-slow',
    verdict: 'transient',
    category: 'actions-service',
    pattern:
      '^(?:#\\d{1,4} )?ERROR: (?:failed to solve: )?error (?:committing|writing) .{0,200}: maximum timeout reached$',
    source: 'docker/buildx#841: the cache of Actions did not take the layers in time',
    mustMatch: ['ERROR: failed to solve: error committing cache 3f2c1ab: maximum timeout reached'],
    mustNotMatch: ['ERROR: failed to solve: error writing layer blob: failed to reserve cache'],
  },
  {
    id: 'cache-full',
    verdict: 'persistent',
    category: 'resource',
    pattern: '^(?:#\\d{1,4} )?ERROR: .{0,300}failed to reserve cache',
    source:
      'moby/buildkit, cache/remotecache/gha; skjnldsv/docker-plex#93: it fails again while the cache is full',
    mustMatch: ['ERROR: failed to solve: error writing layer blob: failed to reserve cache: quota'],
    mustNotMatch: ['ERROR: failed to solve: error committing cache 3f2c1ab: maximum timeout reached'],
  },
  {
    id: 'disk-full',
    verdict: 'persistent',
    category: 'resource',
    pattern: '^(?:#\\d{1,4} )?ERROR: .{0,500}no space left on device',
    source: 'moby/buildkit, moby/moby: ENOSPC where layers and images are kept',
    mustMatch: ['ERROR: failed to solve: failed to copy: write /var/lib/docker/a: no space left on device'],
    mustNotMatch: ['write /tmp/a: no space left on device'],
  },
];
