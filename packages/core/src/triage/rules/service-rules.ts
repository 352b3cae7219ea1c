import type { FailureRule } from '../failure-rule.ts';

/** Docker's registries, git's transport, GitHub's own services. */
export const serviceRules: readonly FailureRule[] = [
  {
    id: 'docker-rate-limit',
    kind: 'transient',
    category: 'http-429',
    weight: 'conclusive',
    where: 'line',
    by: ['docker'],
    matches:
      /\btoomanyrequests: |\byour pull rate limit\b|\bunexpected status(?: code)?\b.{1,400}: 429 Too Many Requests/iu,
    source: 'docs.docker.com, Docker Hub usage and limits',
    examples: {
      is: [
        'toomanyrequests: You have reached your pull rate limit.',
        'unexpected status from HEAD request to https://r.example/v2/a: 429 Too Many Requests',
      ],
      not: ['✓ answers 429 Too Many Requests'],
    },
  },
  {
    id: 'docker-server-error',
    kind: 'transient',
    category: 'docker-registry',
    weight: 'conclusive',
    where: 'line',
    by: ['docker'],
    matches:
      /\breceived unexpected HTTP status: 5\d\d\b|\bunexpected status(?: code)?(?: from .{1,60})? ?(?:\[manifests \S{1,80}\]|https?:\/\/\S{1,400})?: 5\d\d\b|^(?:ERROR: |error: )?unexpected EOF$|\b(?:blob|layer|manifest|pulling|copying|registry)\b.{0,300}\bunexpected EOF$|\bError response from daemon: .{0,300}(?:unexpected EOF|: EOF$|TLS handshake timeout|connection reset by peer|i\/o timeout)|^(?:write|read) tcp \S{1,60}->\S{1,60}: (?:write|read): (?:connection reset by peer|broken pipe|connection timed out)|\berror parsing HTTP (?:429|5\d\d) response body|\bfailed to copy: io: read\/write on closed pipe|\bfailed to fetch (?:oauth|anonymous) token: .{0,300}(?:EOF|5\d\d|timeout|reset)/u,
    source: 'moby/moby, distribution; containerd, remotes/docker',
    examples: {
      is: [
        'received unexpected HTTP status: 502 Bad Gateway',
        'unexpected status code https://r.example/v2/a: 503 Service Unavailable',
        'Error response from daemon: unexpected EOF',
      ],
      not: ['unexpected status code https://r.example/v2/a: 403 Forbidden', 'panic: unexpected EOF'],
    },
  },
  {
    id: 'git-access',
    kind: 'transient',
    category: 'git-transport',
    weight: 'conclusive',
    where: 'line',
    by: ['git'],
    matches:
      /\bunable to access 'https?:\/\/[^']{1,400}': (?:Recv failure|Empty reply|GnuTLS|OpenSSL|SSL|Connection reset|HTTP\/2|.{0,40}returned error: (?:429|5\d\d))/u,
    source: 'git/git, remote-curl.c',
    examples: {
      is: ["fatal: unable to access 'https://g.example/a/': The requested URL returned error: 503"],
      not: ["fatal: unable to access 'https://g.example/a/': The requested URL returned error: 403"],
    },
  },
  {
    id: 'git-transfer',
    kind: 'transient',
    category: 'git-transport',
    weight: 'conclusive',
    where: 'line',
    by: ['git'],
    matches:
      /\bRPC failed; (?:curl (?:5|6|7|16|18|28|35|52|55|56|92)|HTTP (?:429|5\d\d))\b|\b(?:fatal|error): (?:early EOF|fetch-pack: |the remote end hung up)|\bunexpected disconnect while reading sideband packet|\bkex_exchange_identification: (?:read: )?Connection (?:reset|closed)|^ssh: connect to host \S{1,200} port \d{1,5}: Connection (?:timed out|reset)/u,
    source: 'git/git, remote-curl.c and fetch-pack.c; OpenSSH',
    examples: {
      is: [
        'error: RPC failed; curl 92 HTTP/2 stream 0 was not closed cleanly: CANCEL (err 8)',
        'fatal: early EOF',
      ],
      not: ["fatal: couldn't find remote ref refs/heads/a"],
    },
  },
  {
    id: 'action-download',
    kind: 'transient',
    category: 'action-download',
    weight: 'conclusive',
    where: 'setup',
    by: 'runner',
    matches:
      /^Response status code does not indicate success: (?:401|429|5\d\d)\b|^The (?:download has timed out|operation has timed out)|^Action '.{1,200}' download has timed out|^Failed to download archive 'https?:.{1,300}' after \d{1,2} attempts|^An action could not be found at the URI.{0,200}5\d\d|^Failed to resolve action download info\. Error: .{0,200}(?:5\d\d|timed out|reset|Service Unavailable)|^(?:Connection reset|The SSL connection could not be established|Resource temporarily unavailable|Name or service not known|An error occurred while sending the request)/u,
    source: 'actions/runner, ActionManager',
    examples: {
      is: [
        'Response status code does not indicate success: 502 (Bad Gateway).',
        "Action 'https://api.github.com/repos/a/b/tarball/1' download has timed out. Error: A task was canceled.",
      ],
      not: [
        'Unable to resolve action a/b@0.28.0, unable to find version 0.28.0',
        'Response status code does not indicate success: 404 (Not Found).',
      ],
    },
  },
  {
    id: 'artifact-service',
    kind: 'transient',
    category: 'actions-service',
    weight: 'conclusive',
    where: 'line',
    by: 'anybody',
    matches:
      /\bFailed to (?:CreateArtifact|FinalizeArtifact|ListArtifacts|GetSignedArtifactURL): (?:Unable to make request|Failed to make request after|Received non-retryable error: .{0,60}5\d\d)|\bArtifact download failed after \d{1,2} retries\b|^Upload progress stalled\.$|\bUnable to get ContainersItems from |\bRetry limit has been reached for chunk\b|\bCreate Artifact Container failed: .{0,200}(?:timeout|5\d\d|ECONN)|\bFinalize artifact upload failed\b.{0,200}(?:timeout|5\d\d)/u,
    source: 'actions/toolkit, packages/artifact',
    examples: {
      is: [
        'Failed to CreateArtifact: Unable to make request: ECONNRESET',
        'Unable to download artifact(s): Unable to download and extract artifact: Artifact download failed after 5 retries.',
      ],
      not: [
        'Unable to download artifact(s): Artifact not found for name: dist',
        'Failed to CreateArtifact: Received non-retryable error: Failed request: (409) Conflict',
      ],
    },
  },
  {
    id: 'api-rate-limit',
    kind: 'transient',
    category: 'api-rate-limit',
    weight: 'conclusive',
    where: 'line',
    by: ['gh', 'curl'],
    beats: ['permission'],
    matches:
      /\bAPI rate limit (?:already )?exceeded\b|\bYou have exceeded a secondary rate limit\b|\bsecondary rate limit\b.{0,80}\bretry\b/iu,
    source: 'docs.github.com, Rate limits for the REST API; it answers 403',
    examples: {
      is: [
        'HttpError: API rate limit exceeded for installation ID 1.',
        'You have exceeded a secondary rate limit. Please wait.',
      ],
      not: ['gives up after 5 rate limit exceeded responses', 'Resource not accessible by integration'],
    },
  },
  {
    id: 'browser-download',
    kind: 'transient',
    category: 'connection-reset',
    weight: 'conclusive',
    where: 'line',
    by: ['playwright'],
    matches:
      /\bFailed to download (?:Chrom|Firefox|Webkit|FFmpeg|Playwright).{0,120}, caused by\b|^Error: Download (?:failure, code=\d|failed: (?:server returned code (?:429|5\d\d)|size mismatch))/iu,
    source: 'microsoft/playwright, registry/index.ts',
    examples: {
      is: ['Error: Failed to download Chromium 120, caused by'],
      not: ['Chromium 120 downloaded to /tmp'],
    },
  },
  {
    id: 'github-server',
    kind: 'transient',
    category: 'http-5xx',
    weight: 'conclusive',
    where: 'line',
    by: ['gh'],
    matches:
      /^(?:gh: |failed to .{1,80}: |.{1,60} failed: )?(?:HTTP 50[0234]\b|GraphQL: Something went wrong while executing your query|error connecting to api\.github\.com|(?:Get|Post|Patch|Put|Delete) "https:\/\/(?:api|uploads)\.github\.com.{1,400}(?:i\/o timeout|no such host|EOF$|reset by peer|timeout))/u,
    source: 'cli/cli, api/client.go',
    examples: {
      is: [
        'HTTP 502: Bad Gateway (https://api.github.com/repos/a/b/releases)',
        'GraphQL: Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug.',
      ],
      not: ['HTTP 404: Not Found (https://api.github.com/repos/a/b/releases)'],
    },
  },
  {
    id: 'snap-store',
    kind: 'transient',
    category: 'mirror',
    weight: 'conclusive',
    where: 'line',
    by: ['snap'],
    matches:
      /^error: (?:unable to contact snap store|cannot (?:install|refresh) .{1,200}(?:cannot query the store|persistent network error|timeout))|\breceived an unexpected http response code \((?:429|5\d\d)\)|^- (?:Download|Fetch).{1,300}(?:persistent network error|timeout|connection reset|i\/o timeout)/u,
    source: 'canonical/snapd, store/errors.go',
    examples: {
      is: [
        'error: unable to contact snap store',
        '- Download snap "core20" (1) from channel "stable" (received an unexpected http response code (503) when trying to download https://s.example/a)',
      ],
      not: ['error: snap "a" not found'],
    },
  },
];
