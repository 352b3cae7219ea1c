import type { Finding } from '@sluice/core';
import { concludeReport, failedReport } from './conclude-report.ts';
import { parseDocument } from './json-document.ts';
import { isObject, listOf, objectsOf, textOf, textsOf, type JsonObject } from './json-value.ts';
import { firstSentence, plainId, plainName, plainText } from './plain-text.ts';
import { pythonName } from './python-name.ts';
import { foreignReason } from './recognise-report.ts';
import type { Missed, ReadOptions, ScanReport } from './scan-report.ts';

const TOOL = 'pip-audit';

/**
 * Reads the JSON report of pip-audit: an object from 2.0 on, a bare list before. A dependency that was skipped was
 * not audited, although pip-audit exits 0 and says "No known vulnerabilities found". No severity is in the report:
 * each finding is `unknown` until an advisory says more.
 */
export function readPipAuditReport(input: string | Uint8Array, _options: ReadOptions = {}): ScanReport {
  const document = parseDocument(input);
  if ('code' in document) return failedReport(TOOL, document);
  const { value } = document;
  const list = isObject(value) ? value['dependencies'] : value;
  const dependencies = listOf(list);
  const known = dependencies.filter(isDependency);
  if (!Array.isArray(list) || (dependencies.length > 0 && known.length === 0))
    return failedReport(TOOL, { code: 'wrong-tool', reason: foreignReason(value, TOOL) });
  const audited = known.filter((dependency) => Array.isArray(dependency['vulns']));
  const skipped = known.filter((dependency) => !Array.isArray(dependency['vulns']));
  const findings = audited.flatMap((dependency) =>
    objectsOf(dependency['vulns']).map((vulnerability) => findingOf(dependency, vulnerability)),
  );
  const read = audited.reduce((sum, dependency) => sum + listOf(dependency['vulns']).length, 0);
  return concludeReport({
    tool: TOOL,
    read,
    findings,
    missed: [
      ...skipped.map(missedPackage),
      ...unread(dependencies.length - known.length, read - findings.length),
    ],
    seen: audited.length,
    unit: 'dependencies',
    isSeenCounted: true,
  });
}

function isDependency(dependency: unknown): dependency is JsonObject {
  if (!isObject(dependency) || textOf(dependency['name']) === undefined) return false;
  return Array.isArray(dependency['vulns']) || typeof dependency['skip_reason'] === 'string';
}

function missedPackage(dependency: JsonObject): Missed {
  const reason = textOf(dependency['skip_reason']) ?? 'skipped without a reason';
  // pip-audit's sentence says the name again, and that it was not audited.
  const short = reason.replace(
    /^Dependency not found on PyPI and could not be audited\b.*/u,
    'not found on PyPI',
  );
  return { kind: 'package', name: plainName(String(dependency['name'])), reason: plainText(short) };
}

function unread(dependencies: number, vulnerabilities: number): readonly Missed[] {
  const record = (count: number, what: string): readonly Missed[] =>
    count === 0 ? [] : [{ kind: 'record', name: `${count} ${what}`, reason: 'not as pip-audit writes them' }];
  return [...record(dependencies, 'dependencies'), ...record(vulnerabilities, 'vulnerabilities')];
}

function findingOf(dependency: JsonObject, vulnerability: JsonObject): Finding {
  const name = pythonName(plainName(String(dependency['name'])));
  const version = plainName(textOf(dependency['version']) ?? '');
  const id = plainId(textOf(vulnerability['id']));
  const fixedVersions = textsOf(vulnerability['fix_versions']).map(plainName);
  const aliases = textsOf(vulnerability['aliases']).map(plainName);
  const description = textOf(vulnerability['description']);
  return {
    ruleId: `${TOOL}/${id}`,
    tool: TOOL,
    kind: 'dependency',
    severity: 'unknown',
    message: plainText(
      `${name} ${version}: ${description === undefined ? `known vulnerability ${id}` : firstSentence(description)}`,
    ),
    package: {
      purl: `pkg:pypi/${encodeURIComponent(name)}@${encodeURIComponent(version)}`,
      name,
      version,
      fixedVersions,
    },
    // A set in pip-audit, so that its order changes from run to run.
    ...(aliases.length === 0 ? {} : { aliases: [...new Set(aliases)].sort() }),
    ...(fixedVersions.length === 0 ? {} : { fixable: true }),
    helpUrl: `https://osv.dev/vulnerability/${encodeURIComponent(id)}`,
  };
}
