import type { SeverityStep } from './severity-step.ts';

/** Rules of gitleaks, 7 and 8, whose secret opens something of weight to whoever reads it. */
const CRITICAL_RULES: readonly (readonly [pattern: RegExp, what: string])[] = [
  [
    /^(?:aws|gcp|azure|alibaba|digitalocean|ibm|oci|linode|scaleway|heroku|fly-io|cloudflare)\b/iu,
    'a cloud provider',
  ],
  [/^(?:github|gitlab|bitbucket|gitea)\b/iu, 'a source host'],
  [/private-key|^(?:rsa|ec|dsa|openssh|ssh|pgp|pkcs8?|asymmetric)(?:-|$)/iu, 'a private key'],
  [/^(?:stripe|square|paypal|shopify|plaid|flutterwave|finicity)\b/iu, 'payments'],
];

/** gitleaks has no severity: its secrets are high, and critical where the rule says what they open. */
export const secretClassStep: SeverityStep = {
  name: 'secretClass',
  assess: ({ tool, kind, severity, ruleId }) => {
    if (tool !== 'gitleaks' || kind !== 'secret' || severity !== 'high') return undefined;
    const rule = ruleId.slice(ruleId.indexOf('/') + 1);
    const what = CRITICAL_RULES.find(([pattern]) => pattern.test(rule))?.[1];
    return what === undefined ? undefined : { to: 'critical', why: `it opens ${what}` };
  },
};
