import type { FaultKind } from './github-fault.ts';

/** Code, what happened and what to do, of each kind of fault. */
export const FAULT_TEXTS: Readonly<
  Record<FaultKind, { readonly code: string; readonly message: string; readonly hint: string }>
> = {
  'no-token': {
    code: 'GITHUB_NO_TOKEN',
    message: 'There is no token for GitHub',
    hint: 'Give the step `GITHUB_TOKEN: ${{ github.token }}` in its `env`, or set GH_TOKEN.',
  },
  'bad-token': {
    code: 'GITHUB_BAD_TOKEN',
    message: 'GitHub refused the token',
    hint: 'It is wrong, expired or of another server; in Actions use `${{ github.token }}`.',
  },
  permission: {
    code: 'GITHUB_PERMISSION',
    message: 'The token may not do this',
    hint: 'Add the permission to the workflow (`sluice doctor` names it). On a pull request from a fork this is as it must be.',
  },
  'rate-limit': {
    code: 'GITHUB_RATE_LIMIT',
    message: 'The rate limit of the token is used up',
    hint: 'Wait until it is reset; fewer workflows with one token help.',
  },
  'secondary-limit': {
    code: 'GITHUB_SECONDARY_LIMIT',
    message: 'GitHub asks to send less at a time',
    hint: 'Wait a minute; run fewer things at once with one token.',
  },
  'not-found': {
    code: 'GITHUB_NOT_FOUND',
    message: 'GitHub does not know it, or the token may not see it',
    hint: 'Check that it still exists, and that the token may read this repository.',
  },
  gone: {
    code: 'GITHUB_GONE',
    message: 'It is gone, or switched off for this repository',
    hint: 'Issues or logs may be disabled or deleted; nothing brings them back.',
  },
  conflict: {
    code: 'GITHUB_CONFLICT',
    message: 'It was changed by somebody else meanwhile',
    hint: 'Run it again.',
  },
  invalid: {
    code: 'GITHUB_INVALID',
    message: 'GitHub did not accept what was sent',
    hint: 'Report this with the words above: Sluice should not have sent it.',
  },
  server: {
    code: 'GITHUB_SERVER',
    message: 'GitHub did not answer as it should',
    hint: 'See githubstatus.com, and run it again later.',
  },
  network: {
    code: 'GITHUB_NETWORK',
    message: 'GitHub cannot be reached',
    hint: 'Check HTTPS_PROXY, NO_PROXY and the certificates (NODE_EXTRA_CA_CERTS), and the network.',
  },
  timeout: {
    code: 'GITHUB_TIMEOUT',
    message: 'GitHub did not answer in time',
    hint: 'See githubstatus.com, and run it again later.',
  },
  cancelled: {
    code: 'GITHUB_CANCELLED',
    message: 'The call was given up because the run was cancelled',
    hint: 'Nothing to do.',
  },
};
