import { oneLine, type Finding } from '@sluice/core';
import { findSource } from '../image/find-source.ts';
import type { ImageSource } from '../image/image-source.ts';
import { fieldOf, type RawRecord } from './raw-report.ts';

/** A finding at a place in the project, and what must be masked from now on. */
export interface Placed {
  readonly finding: Finding;
  readonly secrets: readonly string[];
}

/** A record of Trivy's report and what it is about. */
export interface PlaceInput {
  readonly record: RawRecord;
  readonly source: ImageSource;
  /** Found in the image's own settings and history, in no file of it. */
  readonly isImage: boolean;
  readonly target: string;
}

const MOST = 120;

/**
 * A secret in a layer. Where a file of the project was copied in, it stands there; else it has no line, for two secrets
 * that one instruction copied would be taken for one by what stands on a line. One that a later layer deletes is still
 * in the image, and Trivy finds it.
 */
export async function placeSecret(
  finding: Finding,
  { record, source, isImage, target }: PlaceInput,
): Promise<Placed> {
  const { location: _, ...rest } = finding;
  const shown = typeof record['Match'] === 'string' ? record['Match'] : '';
  if (isImage) {
    const name = /([A-Za-z_]\w{0,63})=\*/u.exec(shown)?.[1];
    const where = name === undefined ? 'its settings' : `its environment as ${name}`;
    const message = `${finding.message}: the image has it in ${where}`;
    return { finding: { ...rest, message, region: `${finding.ruleId} ${where}` }, secrets: [] };
  }
  const createdBy = textOf(fieldOf(record, 'Layer', 'CreatedBy'));
  const line = typeof record['StartLine'] === 'number' ? record['StartLine'] : 0;
  const path = `/${oneLine(target).replace(/^\/+/u, '')}`.slice(0, 2 * MOST);
  const layer =
    createdBy === '' ? '' : `, by ${oneLine(createdBy.replace(/ # buildkit$/u, '')).slice(0, MOST)}`;
  const message = `${finding.message} in a layer of the image: ${path}:${line}${layer}`;
  const found = await findSource(source, { path: target, line, shown, createdBy });
  if (found === undefined)
    return { finding: { ...rest, message, region: `${finding.ruleId} ${path}` }, secrets: [] };
  const located = { ...rest, message, location: { path: found.path, line } };
  return { finding: located, secrets: found.secrets };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
