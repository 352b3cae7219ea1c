/** Rules of different tools for one sort of secret; the first that matches names its class. */
const CLASSES: readonly (readonly [string, RegExp])[] = [
  ['private-key', /private-?key|rsa|pkcs/u],
  ['aws', /^aws|amazon/u],
  ['github', /^github|^gh[a-z]?-/u],
  ['gitlab', /^gitlab/u],
  ['google', /^(?:google|gcp|firebase)/u],
  ['azure', /^azure|^microsoft/u],
  ['slack', /^slack/u],
  ['stripe', /^stripe/u],
  ['npm', /^npm/u],
  ['pypi', /^pypi/u],
  ['jwt', /^jwt|json-web-token/u],
  ['generic', /^generic|^secret|^password|^api-?key|^token/u],
];

const KNOWN = new Map<string, string>();
const MOST_KNOWN = 1000;

/** What sort of secret a rule finds: `aws` of `gitleaks/aws-access-token` and of `trivy/aws-access-key-id`. */
export function secretClass(ruleId: string): string {
  const known = KNOWN.get(ruleId) ?? classOf(ruleId);
  // Rules are few, but a report that makes one up for each of its findings must not fill the memory.
  if (KNOWN.size < MOST_KNOWN) KNOWN.set(ruleId, known);
  return known;
}

function classOf(ruleId: string): string {
  const rule = ruleId
    .slice(ruleId.indexOf('/') + 1)
    .toLowerCase()
    .replace(/[\s_.]+/gu, '-');
  return CLASSES.find(([, pattern]) => pattern.test(rule))?.[0] ?? rule;
}
