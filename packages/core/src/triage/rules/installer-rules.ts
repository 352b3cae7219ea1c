import type { FailureRule } from '../failure-rule.ts';

const NOT_THERE = /\b(?:40[134]|Forbidden|Unauthorized|Not Found)\b/u;

/** What installers of tools and languages say of a download, each in its own form. */
export const installerRules: readonly FailureRule[] = [
  {
    id: 'composer-download',
    kind: 'transient',
    category: 'http-5xx',
    weight: 'conclusive',
    where: 'line',
    by: ['composer'],
    matches:
      /\bfile could not be downloaded\b.{0,200}\(?(?:HTTP\/\d(?:\.\d)? (?:429|5\d\d)|failed to open stream: (?:Connection|HTTP request failed! HTTP\/\d(?:\.\d)? (?:429|5\d\d))|SSL: Connection reset|Connection timed out)|^\s{0,4}curl error (?:6|7|16|18|28|35|52|56|92) while downloading /u,
    source: 'composer/composer, Util/Http/CurlDownloader.php',
    examples: {
      is: [
        '  The "https://r.example/p2/a.json" file could not be downloaded (HTTP/2 502 )',
        '  curl error 28 while downloading https://r.example/packages.json: Connection timed out',
      ],
      not: ['  The "https://r.example/p2/a.json" file could not be downloaded (HTTP/2 404 )'],
    },
  },
  {
    id: 'cloud-endpoint',
    kind: 'transient',
    category: 'timeout',
    weight: 'conclusive',
    where: 'line',
    by: ['cloud'],
    matches:
      /(?:Connect|Read) timeout on endpoint URL: |Could not connect to the endpoint URL: |Connection was closed before we received a valid response from endpoint|\((?:SlowDown|ServiceUnavailable|InternalError|RequestTimeout|ThrottlingException|Throttling|RequestLimitExceeded)\) when calling the |^ERROR: \(gcloud\.[\w.-]{1,80}\) .{0,300}(?:HTTPError 50\d|timed out|UNAVAILABLE)|^(?:ServiceException|HttpError|BadGatewayException): (?:HTTPError )?50[0234]\b|^Unable to connect to the server: (?:net\/http: TLS handshake timeout|dial tcp .{1,80}: i\/o timeout|.{1,120}: EOF$)/u,
    source: 'botocore, exceptions.py; Google Cloud SDK',
    examples: {
      is: ['Connect timeout on endpoint URL: "https://b.example/a"'],
      not: ['An error occurred (AccessDenied) when calling the PutObject operation: Access Denied'],
    },
  },
  {
    id: 'bundler-fetch',
    kind: 'transient',
    category: 'connection-reset',
    weight: 'conclusive',
    where: 'line',
    by: ['ruby'],
    matches:
      /^(?:Bundler::HTTPError|Gem::RemoteFetcher::FetchError|Net::HTTPFatalError|Retrying fetcher due to error \(4\/4\)|Network error while fetching |Net::(?:Open|Read)Timeout|\s{0,12}Unable to download data from https?:|ERROR: {1,2}While executing gem|Could not (?:fetch specs|reach host|download gem))/u,
    and: /Timeout|timed out|reset|too many|503|502|500|429|EOF|SSL_connect|execution expired|reach host|getaddrinfo|network/iu,
    unless: NOT_THERE,
    source: 'ruby/rubygems, bundler/fetcher.rb',
    examples: {
      is: [
        'Bundler::HTTPError Could not fetch specs from https://r.example/ due to underlying error <Net::OpenTimeout: execution expired>',
      ],
      not: ["Could not find gem 'a' in rubygems repository"],
    },
  },
  {
    id: 'rustup-download',
    kind: 'transient',
    category: 'timeout',
    weight: 'conclusive',
    where: 'line',
    by: ['rustup', 'cargo'],
    matches:
      /^error: (?:could not download file from|failed to download|component download failed)|^info: retrying \(3\/3\)|^\s{0,4}\d: (?:error sending request|operation timed out|connection (?:reset|closed)|dns error)/u,
    and: /timed out|reset|dns error|error sending request|could not download|\b50[0234]\b|download failed/u,
    unless: NOT_THERE,
    source: 'rust-lang/rustup, dist/download.rs',
    examples: {
      is: [
        "error: could not download file from 'https://s.example/dist/channel-rust-stable.toml.sha256' to '/a': operation timed out",
      ],
      not: [
        "error: could not download nonexistent rust version `9.99`: could not download file from 'https://s.example/a': 404 Not Found",
      ],
    },
  },
  {
    id: 'terraform-registry',
    kind: 'transient',
    category: 'timeout',
    weight: 'conclusive',
    where: 'line',
    by: ['terraform'],
    matches:
      /^(?:│ )?(?:Error: )?.{0,200}(?:Failed to (?:query available provider packages|install provider)|[Cc]ould not (?:query provider registry|connect to \S{1,200}|download)|registry service is unreachable|the request failed after \d{1,2}|Client\.Timeout|attempts, please try again later|error (?:downloading|querying))/u,
    and: /the request failed after \d|try again later|Client\.Timeout|timeout|reset by peer|unreachable|\b(?:429|50[0234])\b/u,
    unless: /\b40[134]\b/u,
    source: 'hashicorp/terraform, internal/getproviders and go-retryablehttp',
    examples: {
      is: [
        '│ attempts, please try again later: Get "https://registry.terraform.io/v1/providers/a/b/versions": net/http: request canceled while waiting for connection (Client.Timeout',
      ],
      not: ['│ Error: Failed to query available provider packages', '│ Error: Unsupported argument'],
    },
  },
  {
    id: 'uv-fetch',
    kind: 'transient',
    category: 'pip',
    weight: 'conclusive',
    where: 'line',
    by: ['uv'],
    beats: ['resolution'],
    matches:
      /^\s{0,6}(?:├─▶|╰─▶|Caused by:|error:|× ) {0,2}(?:dns error|failed to lookup address information|operation timed out|error sending request for url|client error \((?:Connect|SendRequest)\)|(?:HTTP status )?server error \(5\d\d|HTTP status client error \(429|connection (?:reset|closed)|error decoding response body|request or response body error|tls handshake eof|Connection (?:reset by peer|timed out)|Failed to fetch: `https?:)/iu,
    unless: /\b40[134]\b/u,
    source: 'astral-sh/uv, uv-client; reqwest and hyper',
    examples: {
      is: [
        '  Caused by: failed to lookup address information: nodename nor servname provided, or not known',
        '  ╰─▶ operation timed out',
      ],
      not: ['  Caused by: HTTP status client error (404 Not Found)'],
    },
  },
];
