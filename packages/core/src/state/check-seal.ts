import { hash } from 'node:crypto';
import { join } from 'node:path';
import { messageOf } from '../errors/message-of.ts';
import { bytesOf, digestFile, listFiles, type FileDigest, type FolderFile } from './folder-files.ts';
import { readPlainFile } from './read-plain-file.ts';
import { EVIDENCE_FILE, SEAL_FILE, parseEvidence, parseSeal, type EvidenceIndex, type Seal } from './seal.ts';

/** One way in which a folder is not as it was sealed. */
export interface SealFault {
  readonly kind: 'changed' | 'missing' | 'added' | 'unreadable' | 'unsealed';
  readonly path: string;
  readonly detail: string;
}

/** A run's folder, held against its own seal. */
export interface SealReading {
  readonly faults: readonly SealFault[];
  /** sha256 of `evidence.json` as it is now, hex. */
  readonly sha256?: string;
  /** What the seal says of its run; absent when it cannot be read. */
  readonly runId?: string;
  /** Those that the seal names, by path. */
  readonly files: ReadonlyMap<string, FileDigest>;
  /** How many of these are not there, in a record. */
  readonly elsewhere: number;
}

/** A hundred thousand files have a fifth of it; more is a file that somebody made to be large. */
const MOST_BYTES = 64 * 1024 * 1024;
const WIDTH = 16;

/**
 * Holds every byte of a run's folder against its seal: what was changed, taken away, put in or cannot be read. Neither a
 * link nor a path of the index leads out of the folder, since only what lies in it is opened. Of a record, which is a part
 * of a run that somebody kept, `evidence.json` alone is asked for, and only what it names of the files that are there is
 * looked at. Throws when the folder cannot be listed.
 */
export async function checkSeal(
  dir: string,
  { isRecord = false }: { readonly isRecord?: boolean } = {},
): Promise<SealReading> {
  const present = await listFiles(dir);
  const faults: SealFault[] = [];
  const read = async <T>(path: string, parse: (bytes: Uint8Array) => T) => {
    if (!present.some((file) => file.path === path)) {
      faults.push({ kind: 'unsealed', path, detail: UNSEALED });
      return undefined;
    }
    try {
      const bytes = await readPlainFile(join(dir, path), MOST_BYTES);
      const sha256 = hash('sha256', bytes);
      try {
        return { sha256, value: parse(bytes) };
      } catch (error) {
        faults.push({ kind: 'changed', path, detail: messageOf(error) });
        return { sha256 };
      }
    } catch (error) {
      faults.push({ kind: 'unreadable', path, detail: messageOf(error) });
      return undefined;
    }
  };
  const evidence = await read(EVIDENCE_FILE, parseEvidence);
  const seal = isRecord ? undefined : await read(SEAL_FILE, parseSeal);
  if (evidence !== undefined && seal?.value !== undefined)
    faults.push(...disagreements(evidence, seal.value));
  const lists = [evidence?.value, seal?.value].filter((one) => one !== undefined);
  const files = new Map(lists.flatMap((one) => one.files.map((file) => [file.path, file] as const)));
  const others = present.filter(({ path }) => path !== EVIDENCE_FILE && path !== SEAL_FILE);
  const known = lists.length === 2 ? others : others.filter(({ path }) => files.has(path));
  faults.push(...(await differences(dir, known, files)));
  if (!isRecord) faults.push(...missing(present, files));
  return {
    faults,
    ...(evidence === undefined ? {} : { sha256: evidence.sha256 }),
    ...(lists[0] === undefined ? {} : { runId: lists[0].runId }),
    files,
    elsewhere: isRecord ? missing(present, files).length : 0,
  };
}

const UNSEALED = 'it is not there, so nothing says what the other files were';

function disagreements(
  { sha256, value }: { readonly sha256: string; readonly value?: EvidenceIndex },
  seal: Seal,
): readonly SealFault[] {
  if (sha256 !== seal.evidence)
    return [
      {
        kind: 'changed',
        path: EVIDENCE_FILE,
        detail: `its sha256 is ${sha256}, and ${SEAL_FILE} has ${seal.evidence}`,
      },
    ];
  if (value !== undefined && value.runId !== seal.runId)
    return [
      { kind: 'changed', path: SEAL_FILE, detail: `it is of run ${seal.runId}, not of ${value.runId}` },
    ];
  return [];
}

function missing(
  present: readonly FolderFile[],
  sealed: ReadonlyMap<string, FileDigest>,
): readonly SealFault[] {
  const paths = new Set(present.map(({ path }) => path));
  return [...sealed.keys()]
    .filter((path) => !paths.has(path))
    .map((path) => ({ kind: 'missing', path, detail: 'it was sealed, and is not there' }));
}

async function differences(
  dir: string,
  present: readonly FolderFile[],
  sealed: ReadonlyMap<string, FileDigest>,
): Promise<readonly SealFault[]> {
  const faults: SealFault[] = [];
  for (let at = 0; at < present.length; at += WIDTH) {
    const found = present.slice(at, at + WIDTH).map((file) => differenceOf(dir, file, sealed.get(file.path)));
    faults.push(...(await Promise.all(found)).flat());
  }
  return faults;
}

async function differenceOf(
  dir: string,
  file: FolderFile,
  sealed: FileDigest | undefined,
): Promise<readonly SealFault[]> {
  const { path, kind } = file;
  const fault = (how: SealFault['kind'], detail: string): readonly SealFault[] => [
    { kind: how, path, detail },
  ];
  if (sealed === undefined) return fault('added', 'it is there, and was not sealed');
  if ((kind === 'link') !== (sealed.isLink === true) || kind === 'other')
    return fault(
      'changed',
      `it is ${kind === 'link' ? 'a link' : kind === 'file' ? 'a file' : 'no file'} now`,
    );
  try {
    const bytes = await bytesOf(dir, file);
    if (bytes !== sealed.bytes) return fault('changed', `it has ${bytes} bytes, and had ${sealed.bytes}`);
    const { sha256 } = await digestFile(dir, file);
    return sha256 === sealed.sha256
      ? []
      : fault('changed', `its sha256 is ${sha256}, and was ${sealed.sha256}`);
  } catch (error) {
    return fault('unreadable', messageOf(error));
  }
}
