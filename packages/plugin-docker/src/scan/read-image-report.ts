import { oneLine, type Finding } from '@sluice/core';
import { readTrivyReport, type ScanReport } from '@sluice/plugin-security/reports';
import type { ImageSource } from '../image/image-source.ts';
import { placeMisconfiguration } from './place-misconfiguration.ts';
import { placeSecret, type Placed } from './place-secret.ts';
import { rawReport, recordsOf, type RawRecord, type RawReport, type RawResult } from './raw-report.ts';

/** What Trivy says of an image, with places in the project. */
export interface ImageReport extends ScanReport {
  /** How many packages it recognised, fit to be looked up. */
  readonly packages: number;
  /** Values to be masked everywhere: secrets of which the project holds the source. */
  readonly secrets: readonly string[];
}

/**
 * Reads Trivy's report on an image. The security plugin's reader knows its fields; what is added here is the place:
 * a path in an image is none in the project, so a finding is put to the file that was copied in, else to the Dockerfile.
 */
export async function readImageReport(text: string, source: ImageSource): Promise<ImageReport> {
  const whole = readTrivyReport(text, { cwd: source.cwd });
  if (whole.status === 'failed') return { ...whole, packages: 0, secrets: [] };
  const raw = rawReport(text);
  const { findings, secrets } = await placeAll(raw, source);
  const rest = whole.findings.filter(({ kind }) => kind === 'dependency' || kind === 'license');
  const endOfLife = whole.findings.filter(({ kind }) => kind === 'eol');
  return {
    ...whole,
    findings: [...endOfLife, ...rest, ...findings].map((finding) => atDockerfile(finding, source)),
    packages: raw.Results.reduce((sum, { Packages }) => sum + recordsOf(Packages).length, 0),
    secrets,
  };
}

async function placeAll(raw: RawReport, source: ImageSource) {
  const placed: Placed[] = [];
  for (const result of raw.Results) {
    const isImage = result.Target === raw.ArtifactName;
    for (const record of recordsOf(result.Misconfigurations))
      for (const finding of readOne(result, { Misconfigurations: [record] }))
        placed.push(placeMisconfiguration(finding, { record, source, isImage, target: result.Target }));
    for (const record of recordsOf(result.Secrets))
      for (const finding of readOne(result, { Secrets: [record] }))
        placed.push(await placeSecret(finding, { record, source, isImage, target: result.Target }));
    const modified = recordsOf(result['ExperimentalModifiedFindings']).filter(
      ({ Type }) => Type === 'secret' || Type === 'misconfiguration',
    );
    for (const finding of readOne(result, { ExperimentalModifiedFindings: modified }))
      placed.push({ finding: inImage(finding, result.Target), secrets: [] });
  }
  // The environment of an image is in its settings and in its history, and that is one secret.
  const findings = new Map(placed.map(({ finding }) => [JSON.stringify(finding), finding]));
  return { findings: [...findings.values()], secrets: placed.flatMap(({ secrets }) => secrets) };
}

/** The findings of one record, by the reader of the security plugin. */
function readOne({ Target, Class, Type }: RawResult, lists: RawRecord): readonly Finding[] {
  return readTrivyReport(JSON.stringify({ SchemaVersion: 2, Results: [{ Target, Class, Type, ...lists }] }))
    .findings;
}

function inImage(finding: Finding, target: string): Finding {
  const { location: _, ...rest } = finding;
  return { ...rest, region: oneLine(`${finding.region ?? ''} ${target}`).slice(0, 300) };
}

/** What has no place in the project stands at the Dockerfile, where an annotation can be drawn. */
function atDockerfile(finding: Finding, { dockerfile }: ImageSource): Finding {
  if (finding.location !== undefined && finding.kind !== 'dependency') return finding;
  const { location, ...rest } = finding;
  const inside = location === undefined ? '' : ` (/${location.path.replace(/^\/+/u, '')} in the image)`;
  const message = finding.kind === 'dependency' ? `${finding.message}${inside}` : finding.message;
  return { ...rest, message, ...(dockerfile === undefined ? {} : { location: { path: dockerfile.path } }) };
}
