import { z, type Severity } from '@sluice/core';
import { readJson } from '../read-json.ts';

interface Advisory {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly name: string;
  readonly range: string;
  readonly url: string;
  readonly cwe: readonly string[];
}

type AuditReport =
  | { readonly advisories: readonly Advisory[]; readonly dependencies: number }
  | { readonly error: string };

const SEVERITY: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  high: 'high',
  moderate: 'medium',
  low: 'low',
  info: 'info',
};

const advisory = z.object({
  source: z.number(),
  name: z.string(),
  title: z.string(),
  url: z.string(),
  severity: z.string(),
  cwe: z.array(z.string()).default([]),
  range: z.string(),
});

const report = z.object({
  auditReportVersion: z.literal(2),
  // A package is named for its own advisories and, by name, for those of what it needs.
  vulnerabilities: z.record(z.string(), z.object({ via: z.array(z.union([z.string(), advisory])) })),
  metadata: z.object({ dependencies: z.object({ total: z.int().nonnegative() }) }),
});

const failure = z.object({
  message: z.string().optional(),
  error: z.object({ code: z.string().optional(), summary: z.string() }),
});

/** Reads `npm audit --json`, version 2 of its report; undefined when it is something else. */
export function parseAudit(stdout: string): AuditReport | undefined {
  const failed = readJson(stdout, failure);
  if (failed !== undefined)
    return { error: failed.error.summary || failed.message || (failed.error.code ?? 'no reason given') };
  const read = readJson(stdout, report);
  if (read === undefined) return undefined;
  const found = new Map<string, Advisory>();
  for (const { via } of Object.values(read.vulnerabilities)) {
    for (const one of via) {
      if (typeof one === 'string') continue;
      const id = /GHSA(?:-[a-z0-9]{4}){3}/u.exec(one.url)?.[0] ?? String(one.source);
      const { name, title, url, cwe, range } = one;
      found.set(`${name} ${id}`, {
        id,
        name,
        title,
        url,
        cwe,
        range,
        severity: SEVERITY[one.severity] ?? 'unknown',
      });
    }
  }
  return { advisories: [...found.values()], dependencies: read.metadata.dependencies.total };
}
