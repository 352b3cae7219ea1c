import { hash } from 'node:crypto';
import { compareText } from '../model/compare-text.ts';
import type { FileDigest } from './folder-files.ts';

/**
 * `evidence.json`: every file of a run that its verdict and its report rest on. Written before the reporters are called,
 * so that they can put its digest where nobody who holds the folder can change it.
 */
export interface EvidenceIndex {
  readonly runId: string;
  readonly files: readonly FileDigest[];
}

/** `seal.json`, the last file of a run: what came after the evidence, and the digests of both. */
export interface Seal {
  readonly runId: string;
  /** sha256 of `evidence.json`, hex. */
  readonly evidence: string;
  /** What reporters left, and `deliveries.json`. */
  readonly files: readonly FileDigest[];
}

export const EVIDENCE_FILE = 'evidence.json';
export const SEAL_FILE = 'seal.json';

/** The one spelling of `evidence.json`: a file that reads as the same and has other bytes was changed. */
export function evidenceText({ runId, files }: EvidenceIndex): string {
  return text({ schemaVersion: 1, runId, files: files.map(ordered) });
}

/** The one spelling of `seal.json`. Its last field is the digest of all before it. */
export function sealText(seal: Seal): string {
  return text({ ...sealFields(seal), sha256: hash('sha256', text(sealFields(seal))) });
}

function sealFields({ runId, evidence, files }: Seal): Readonly<Record<string, unknown>> {
  return { schemaVersion: 1, runId, evidence, files: files.map(ordered) };
}

const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

function ordered({ path, bytes, sha256, isLink }: FileDigest): FileDigest {
  return { path, bytes, sha256, ...(isLink === true ? { isLink } : {}) };
}

/** Reads `evidence.json`. Throws an Error unless it is, byte for byte, what {@link evidenceText} writes. */
export function parseEvidence(bytes: Uint8Array): EvidenceIndex {
  const { runId, files } = fieldsOf(bytes);
  const index = { runId: textOf(runId, 'runId'), files: filesOf(files) };
  return same(bytes, evidenceText(index), index);
}

/** Reads `seal.json`. Throws an Error unless it is, byte for byte, what {@link sealText} writes. */
export function parseSeal(bytes: Uint8Array): Seal {
  const { runId, evidence, files } = fieldsOf(bytes);
  const seal = {
    runId: textOf(runId, 'runId'),
    evidence: textOf(evidence, 'evidence'),
    files: filesOf(files),
  };
  return same(bytes, sealText(seal), seal);
}

function same<T>(bytes: Uint8Array, written: string, value: T): T {
  if (Buffer.compare(bytes, Buffer.from(written)) !== 0) throw new Error('it is not as Sluice writes it');
  return value;
}

function fieldsOf(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('it is no object');
  const fields = value as Readonly<Record<string, unknown>>;
  if (fields['schemaVersion'] !== 1)
    throw new Error(`schemaVersion is ${JSON.stringify(fields['schemaVersion'])}, and this Sluice reads 1`);
  return fields;
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new Error(`its ${name} is no text`);
  return value;
}

/** Only the shape that rendering needs: every other fault shows as a difference of the bytes. */
function filesOf(value: unknown): readonly FileDigest[] {
  if (!Array.isArray(value)) throw new Error('it holds no list of files');
  const files = value as readonly FileDigest[];
  for (const [index, file] of files.entries()) {
    if (typeof file !== 'object' || file === null || typeof file.path !== 'string')
      throw new Error(`file ${index + 1} of its list has no path`);
    if (index > 0 && compareText(files[index - 1]?.path ?? '', file.path) >= 0)
      throw new Error('its files are not in order');
  }
  return files;
}
