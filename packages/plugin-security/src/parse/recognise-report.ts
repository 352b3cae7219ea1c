import { fieldOf, isObject, objectsOf } from './json-value.ts';

/** Which tool wrote a document, by fields that no other tool's has; undefined when that cannot be told. */
export function recogniseReport(value: unknown): string | undefined {
  const first = objectsOf(value)[0];
  if (first !== undefined) return recogniseList(first);
  if (!isObject(value)) return undefined;
  return KNOWN_DOCUMENTS.find(([, fields]) => fields.every((field) => Object.hasOwn(value, field)))?.[0];
}

const KNOWN_DOCUMENTS: readonly (readonly [tool: string, fields: readonly string[]])[] = [
  ['SARIF', ['version', 'runs']],
  ['Bandit', ['results', 'metrics']],
  ['Trivy', ['SchemaVersion']],
  ['Trivy', ['ClusterName']],
  ['pip-audit', ['dependencies']],
  ['OpenVEX', ['statements']],
  ['CycloneDX', ['bomFormat']],
  ['SPDX', ['spdxVersion']],
  ['detect-secrets', ['plugins_used']],
  ['OSV-Scanner', ['results', 'experimental_config']],
  ['Semgrep', ['results', 'paths']],
  ['GitLab', ['vulnerabilities', 'scan']],
];

function recogniseList(first: object): string | undefined {
  const has = (...fields: readonly string[]): boolean => fields.every((field) => Object.hasOwn(first, field));
  if (has('RuleID', 'File') || has('rule', 'offender')) return 'gitleaks';
  if (has('Target')) return 'Trivy';
  return has('name', 'vulns') || has('name', 'skip_reason') || fieldOf(first, 'skip_reason') !== undefined
    ? 'pip-audit'
    : undefined;
}

/** The reason why a document is no report of `tool`. */
export function foreignReason(value: unknown, tool: string): string {
  const other = recogniseReport(value);
  if (other !== undefined && other !== tool) return `is a report of ${other}, not of ${tool}`;
  return `is no report of ${tool} that Sluice knows`;
}
