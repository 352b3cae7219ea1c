import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckContext, CheckOutcome } from '@sluice/core';
import { changeCounts } from './change-counts.ts';
import { changeLines } from './change-lines.ts';
import { comparePackages } from './compare-packages.ts';
import type { Json } from './json.ts';
import { readLastList, writeLastList } from './last-list.ts';
import { packagesOf } from './packages-of.ts';
import type { Subject } from './subject.ts';

/** How many names of each kind a line of the console has, and how many the report. */
const AT_ONCE = 2;
const SHOWN = 30;

/** A CycloneDX document, and what it is about. */
export interface SbomFacts {
  readonly document: Json;
  readonly subject: Subject;
  readonly nowMs: number;
  /** Whether an image may have no package that is recognised: one program on scratch. */
  readonly allowNone: boolean;
}

/**
 * Says how many packages there are and what changed since the last list of this image, and remembers the new one. No
 * package at all is no evidence: Trivy recognised none, which does not mean that there is nothing in the image.
 */
export async function concludeSbom(
  ctx: Pick<CheckContext, 'stateDir' | 'tempDir' | 'artifact'>,
  { document, subject, nowMs, allowNone }: SbomFacts,
): Promise<CheckOutcome> {
  const packages = packagesOf(document);
  const count = Object.values(packages).reduce((sum, versions) => sum + versions.length, 0);
  const scope = { unit: 'packages', seen: count, missed: 0, detail: [`image ${subject.imageId}`] };
  if (count === 0 && !allowNone)
    return {
      status: 'errored',
      reason:
        'trivy recognises no package in this image, so its list is empty (the option scan.allowNoPackages accepts that)',
      scope,
      metrics: { packages: 0 },
    };
  const last = await readLastList(ctx.stateDir, subject.name);
  await writeLastList(ctx.stateDir, subject.name, { at: new Date(nowMs).toISOString(), packages });
  const words = `${count} package${count === 1 ? '' : 's'}`;
  if (last === undefined) {
    const detail = [...scope.detail, 'no earlier SBOM to compare with'];
    const summary = `${words}, no earlier SBOM`;
    return {
      status: 'completed',
      findings: [],
      metrics: { packages: count },
      scope: { ...scope, detail },
      summary,
    };
  }
  const changes = comparePackages(last.packages, packages);
  const heading = `${changeCounts(changes)} since ${last.at.slice(0, 16).replace('T', ' ')} UTC`;
  const detail = [...scope.detail, heading, ...changeLines(changes, SHOWN)];
  await keepChanges(ctx, [heading, ...changeLines(changes, Infinity)]);
  const { added, removed, changed } = changes;
  return {
    status: 'completed',
    findings: [],
    metrics: { packages: count, added: added.length, removed: removed.length, changed: changed.length },
    scope: { ...scope, detail },
    summary: [`${words}, ${heading}`, ...changeLines(changes, AT_ONCE)].join('; '),
  };
}

async function keepChanges(
  ctx: Pick<CheckContext, 'tempDir' | 'artifact'>,
  lines: readonly string[],
): Promise<void> {
  const file = join(ctx.tempDir, 'sbom-changes.txt');
  await writeFile(file, `${lines.join('\n')}\n`);
  ctx.artifact('sbom-changes.txt', file);
}
