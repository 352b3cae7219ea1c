import type { Finding } from '@sluice/core';
import { textOf, type JsonObject } from './json-value.ts';
import { plainName, plainText } from './plain-text.ts';

/** A finding that Trivy itself left out, by an ignore file or a VEX document: it stays visible, with Trivy's reason. */
export function suppressedByTrivy(finding: Finding, entry: JsonObject): Finding {
  const status = plainName(textOf(entry['Status']) ?? 'suppressed');
  const words = [entry['Statement'], entry['Source']].flatMap((part) => textOf(part) ?? []);
  const reason = plainText([`Trivy: ${status}`, ...words].join(', '));
  return { ...finding, suppression: { kind: 'in-source', reason } };
}
