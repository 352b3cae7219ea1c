import { oneLine, type Finding } from '@sluice/core';
import { lineOf } from '../image/line-of.ts';
import type { Placed, PlaceInput } from './place-secret.ts';
import { fieldOf, recordsOf } from './raw-report.ts';

/**
 * A misconfiguration of the image itself is about an instruction, as Trivy writes it down again from the image's history:
 * its line there is none of the Dockerfile's, so the instruction is looked for. One of a file in the image says which.
 */
export function placeMisconfiguration(
  finding: Finding,
  { record, source, isImage, target }: PlaceInput,
): Placed {
  const { location: _, ...rest } = finding;
  if (!isImage) {
    const path = oneLine(`/${target.replace(/^\/+/u, '')}`).slice(0, 200);
    const placed = { ...rest, message: `${finding.message} (${path} in the image)`, region: path };
    return { finding: placed, secrets: [] };
  }
  const cause = recordsOf(fieldOf(record, 'CauseMetadata', 'Code', 'Lines')).find(
    ({ IsCause }) => IsCause === true,
  );
  const content = cause?.['Content'];
  const line = typeof content === 'string' ? lineOf(source, content) : undefined;
  if (line === undefined || source.dockerfile === undefined) return { finding: rest, secrets: [] };
  return { finding: { ...rest, location: { path: source.dockerfile.path, line } }, secrets: [] };
}
