import { z } from '@sluice/core';
import { readJson } from '../read-json.ts';

interface Unused {
  /** `files`, `exports`, `dependencies`… as knip calls it. */
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
}

const item = z.object({ name: z.string(), line: z.int().optional(), col: z.int().optional() });
const report = z.object({
  // Each kind is a list of its own; `duplicates` holds lists of names for one thing.
  issues: z.array(z.looseObject({ file: z.string() })),
});
const items = z.array(z.union([item, z.array(item)]));

/** Reads `knip --reporter json`; undefined when it is something else, a list of a shape that is not known included. */
export function parseKnip(stdout: string): readonly Unused[] | undefined {
  const issues = readJson(stdout, report)?.issues;
  if (issues === undefined) return undefined;
  const unused: Unused[] = [];
  for (const { file, ...kinds } of issues) {
    for (const [kind, list] of Object.entries(kinds)) {
      // Who owns the file, where the project says so.
      if (kind === 'owners') continue;
      const read = items.safeParse(list).data;
      if (read === undefined) return undefined;
      for (const one of read) {
        const [first, ...others] = Array.isArray(one) ? one : [one];
        if (first === undefined) continue;
        const { line, col } = first;
        const place = {
          ...(line === undefined ? {} : { line }),
          ...(col === undefined ? {} : { column: col }),
        };
        unused.push({
          kind,
          name: [first, ...others].map(({ name }) => name).join(', '),
          path: file,
          ...place,
        });
      }
    }
  }
  return unused;
}
