import type { FailureRule } from '../failure-rule.ts';

/**
 * Faults of the network, as runtimes and programs of every kind print them: general words, that a test may print too.
 * They decide only where nothing of the project runs.
 */
export const networkRules: readonly FailureRule[] = [
  {
    id: 'dns-lookup',
    kind: 'transient',
    category: 'dns',
    weight: 'general',
    where: 'line',
    by: 'anybody',
    isLocalToo: true,
    beats: ['resolution'],
    matches:
      /\bgetaddrinfo (?:EAI_AGAIN|ENOTFOUND)\b|\bEAI_AGAIN\b|Temporary failure (?:in name resolution|resolving)|\bCould not resolve host\b|failed to lookup address information|\blookup [\w-]{1,60}\.\S{1,200}(?: on \S{1,80})?: .{0,120}(?:i\/o timeout|no such host|server misbehaving|connection refused|Temporary)|Name or service not known|java\.net\.UnknownHostException|nodename nor servname provided/u,
    unless:
      /\b(?:localhost|[\w-]{1,80}\.(?:test|invalid|internal|local))\b|postgres|redis|mysql|: lookup (?:db|app|api|web)\b/u,
    source: 'getaddrinfo(3), Node os errors, Go net.DNSError, curl error 6',
    examples: {
      is: [
        'npm error request to https://r.example/a failed, reason: getaddrinfo EAI_AGAIN r.example',
        'curl: (6) Could not resolve host: files.example',
        'dial tcp: lookup registry-1.docker.io on 127.0.0.53:53: read udp 127.0.0.1:3: i/o timeout',
        'W: Temporary failure resolving "deb.example"',
      ],
      not: ['Error: getaddrinfo ENOTFOUND db.internal', 'could not resolve import "host"'],
    },
  },
  {
    id: 'connection-reset',
    kind: 'transient',
    category: 'connection-reset',
    weight: 'general',
    where: 'line',
    by: 'anybody',
    matches:
      /^(?:.{0,400}\b(?:error|caused by|fatal|failed|Exception|reason)\b.{0,400})?(?:\b(?:read|write|connect|(?:code|errno):?) '?(?:ECONNRESET|EPIPE)\b|\bInvalid response body while trying to fetch https?:|\berror sending request for url \(https?:|\bcurl error (?:7|16|18|35|52|56|92) while downloading|\bErrno::ECONNRESET\b|\bConnection was reset\b|\bsocket hang up\b|\bnetwork aborted\b|\bConnection reset by peer\b|\bConnectionResetError\b)/iu,
    source: 'errno(3), ECONNRESET; Node http, "socket hang up"',
    examples: {
      is: ['read ECONNRESET', 'Error: socket hang up', 'caused by: Connection reset by peer (os error 104)'],
      not: ['maps ECONNRESET to transient', 'case "connection reset": return true'],
    },
  },
  {
    id: 'connect-timeout',
    kind: 'transient',
    category: 'timeout',
    weight: 'general',
    where: 'line',
    by: 'anybody',
    matches:
      /\bconnect ETIMEDOUT \d{1,3}(?:\.\d{1,3}){3}:\d{1,5}|\b(?:code|errno):? '?ETIMEDOUT\b|\bESOCKETTIMEDOUT\b|\bcurl error 28 while downloading|\bNet::(?:Open|Read)Timeout\b|\b[Cc]onnection timed out\b|\bconnect timed out\b|\bCaused by: operation timed out$|Client\.Timeout exceeded while awaiting headers|\bdial tcp \d{1,3}(?:\.\d{1,3}){3}:\d{1,5}: (?:connect: connection timed out|i\/o timeout)|\bUND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT\b|java\.net\.SocketTimeoutException|\bConnectTimeoutError\b/u,
    source: 'errno(3), ETIMEDOUT; Go net/http; undici errors',
    examples: {
      is: [
        'Error: connect ETIMEDOUT 140.82.112.3:443',
        'Get "https://a.example": net/http: request canceled (Client.Timeout exceeded while awaiting headers)',
      ],
      not: ['5:1 error Missing JSDoc @param "ETIMEDOUT" declaration', 'Error: Timeout of 2000ms exceeded'],
    },
  },
  {
    id: 'tls-handshake',
    kind: 'transient',
    category: 'tls',
    weight: 'general',
    where: 'line',
    by: 'anybody',
    matches:
      /net\/http: TLS handshake timeout|disconnected before secure TLS connection was established|SSL peer shut down incorrectly|Remote host terminated the handshake|\bgnutls_handshake\(\) failed: (?:The TLS connection was non-properly terminated|Error in the pull function)|SSL_ERROR_SYSCALL|\bunexpected eof while reading\b.{0,80}(?:SSL|TLS)|(?:SSL|TLS)\b.{0,80}\bunexpected eof while reading\b|SSLEOFError|EOF occurred in violation of protocol/u,
    source: 'Go net/http, Node tls, OpenJDK sun.security.ssl, GnuTLS, OpenSSL',
    examples: {
      is: [
        'net/http: TLS handshake timeout',
        'Client network socket disconnected before secure TLS connection was established',
      ],
      not: ['certificate has expired', 'x509: certificate signed by unknown authority'],
    },
  },
  {
    id: 'http-client-429',
    kind: 'transient',
    category: 'http-429',
    weight: 'general',
    where: 'line',
    by: 'anybody',
    matches: /\b429 (?:Client Error: )?Too Many Requests\b.{0,40}for url:? ?'?https?:\/\//iu,
    source: 'requests.Response.raise_for_status, httpx.Response.raise_for_status',
    examples: {
      is: ["httpx.HTTPStatusError: Client error '429 Too Many Requests' for url 'https://hub.example/a'"],
      not: ['✓ retries on 429 Too Many Requests', 'assert 429 == 200'],
    },
  },
  {
    id: 'http-client-5xx',
    kind: 'transient',
    category: 'http-5xx',
    weight: 'general',
    where: 'line',
    by: 'anybody',
    matches:
      /\b5\d\d (?:Server Error: )?[A-Z][\w -]{2,40}'? for url:? ?'?https?:\/\/|^\s{0,12}(?:GET|PUT|POST|PATCH|DELETE): HTTP 5\d\d [A-Z]/u,
    source:
      'requests.Response.raise_for_status, httpx.Response.raise_for_status, mongodb/terraform-provider-mongodbatlas',
    examples: {
      is: [
        'requests.exceptions.HTTPError: 503 Server Error: Service Unavailable for url: https://api.example/a',
        '        DELETE: HTTP 500 Internal Server Error (Error code: "UNEXPECTED_ERROR")',
      ],
      not: ['assert 500 == 201', 'status code: got 500, want 200'],
    },
  },
  {
    id: 'unexpected-5xx',
    kind: 'transient',
    category: 'http-5xx',
    weight: 'general',
    where: 'line',
    by: 'anybody',
    matches:
      /\bUnexpected HTTP response: 5\d\d\b|\bwrong status code: got 5\d\d want 200\b.{0,40}|\bServer returned HTTP response code: 5\d\d\b|\bReturned HTTP status code: (?:429|5\d\d)\b|\bThe remote server returned an error: \(5\d\d\)|\bbad response .{1,40} 5\d\d \(https?:|\bwget: server returned error: HTTP\/\d(?:\.\d)? 5\d\d\b|^\S{0,200}ERROR 5\d\d: [A-Z][\w ]{2,40}\.?$|\bDownload(?:ing)?\b.{0,200}\b(?:failed|error)\b.{0,200}\b(?:HTTP|status(?: code)?:?) ?5\d\d\b/iu,
    source: '@actions/tool-cache, wget(1), installers',
    examples: {
      is: ['Unexpected HTTP response: 504', 'ERROR 503: Service Unavailable.'],
      not: ['expected 200, got 500', 'Unexpected HTTP response: 404'],
    },
  },
  {
    id: 'address-5xx',
    kind: 'transient',
    category: 'http-5xx',
    weight: 'general',
    where: 'line',
    by: 'anybody',
    matches:
      /https?:\/\/.{1,600}\b50[0234] (?:Internal Server Error|Bad Gateway|Service (?:Temporarily )?Unavailable|Gateway Time-?[Oo]ut)|\bHTTP 50[0234]: .{1,80}\(https?:|\(HTTP 50[0234]\)$|\bAn error occurred \((?:SlowDown|ServiceUnavailable|InternalError|50[0234])\) when calling/u,
    source: 'RFC 9110, 15.6; cli/cli; botocore',
    examples: {
      is: [
        'Error: GET https://api.example/v1/a: 502 Bad Gateway',
        'HTTP 502: Bad Gateway (https://api.example/graphql)',
      ],
      not: ['expected 503 Service Unavailable', 'Error: GET https://api.example/v1/a: 404 Not Found'],
    },
  },
  {
    id: 'error-429',
    kind: 'transient',
    category: 'http-429',
    weight: 'general',
    where: 'line',
    by: 'anybody',
    matches:
      /\b(?:[Ee]rror|ERROR|[Ff]ailed|fatal|cannot|E:)\b.{0,600}\b(?:429:? \(?Too Many Requests|status(?: code)?:? 429)\b|\btoo many requests \(?429\b/u,
    source: 'RFC 6585, 4',
    examples: {
      is: ['error: unable to contact the store: server replied: 429 Too Many Requests'],
      not: ['✓ retries on 429 Too Many Requests', 'got 429 tests'],
    },
  },
  {
    id: 'network-error',
    kind: 'transient',
    category: 'connection-reset',
    weight: 'general',
    where: 'line',
    by: 'anybody',
    matches:
      /\b(?:ECONNRESET|ESOCKETTIMEDOUT|ERR_SOCKET_TIMEOUT|socket hang up|[Ss]ocket timeout|TLS handshake timeout|[Rr]equest (?:timed out|timeout)|[Cc]onnection (?:reset|aborted)\b|RemoteDisconnected|[Nn]etwork is unreachable|HttpError: (?:Unicorn!|Bad [Gg]ateway|Service Unavailable)|A transient error has occurred)|\(status: 50[0234]\)|\bThe requested URL returned error: (?:429|50[0234])\b|\bCall to URL \[https?:.{1,300} failed: (?:timeout|connect timed out|Connection reset|HTTP code 50)|https?:\/\/[^\s"]{1,400}"?: (?:context deadline exceeded|EOF$)|\(?\b50[0234]\)? (?:- )?(?:Bad Gateway|Service (?:Temporarily )?Unavailable|Gateway Time-?[Oo]ut)\b/u,
    unless: /\b(?:40[134]|Forbidden|Unauthorized|Not Found|certificate|expect(?:ed|s)?)\b/u,
    source:
      'errno(3), Node, Python http.client, Go net/http, octokit, Microsoft Entra: in an error line of an action',
    examples: {
      is: [
        'Could not assume role with OIDC: Request timed out',
        'Unable to download CodeQL bundle: socket hang up',
        'failed to generate a federated token: (503) Service Unavailable',
      ],
      not: ['Error: Timed out waiting for the service to be healthy', 'expected 503, got 200'],
    },
  },
];
