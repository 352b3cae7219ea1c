import { isAffected } from './is-affected.ts';
import type { OsvRecord } from './osv-record.ts';
import type { AdvisorySource } from './serve.ts';

/** Advisories that are all at hand, asked by package and version. */
export function folderSource(records: readonly OsvRecord[]): AdvisorySource {
  const byName = new Map<string, OsvRecord[]>();
  for (const record of records) {
    for (const name of new Set(record.affected.map((affected) => affected.name)))
      byName.set(name, [...(byName.get(name) ?? []), record]);
  }
  return async (name, version) =>
    (byName.get(name) ?? []).filter((record) =>
      record.affected.some((affected) => affected.name === name && isAffected(affected, version)),
    );
}
