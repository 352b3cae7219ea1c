import type { CommandRecord } from '../model/exec.ts';
import type { KeyParts } from './key.ts';
import { isFields, seal, unseal, type Fields } from './sealed.ts';

/** A file that belongs to an entry: its bytes in the entry itself where they are few, else their digest. */
export type EntryFile = { readonly inline: string } | { readonly sha256: string; readonly bytes: number };

/** A stored result: an outcome as the check gave it, with what it takes to show how it came about. */
export interface CacheEntry {
  readonly key: string;
  /** Id with cell. */
  readonly id: string;
  /** Whose run wrote it: see `trust.ts`. */
  readonly trust: string;
  readonly runId: string;
  /** When the attempt began, ISO; what `freshForMs` counts from. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly parts: KeyParts;
  /** Read again by those who use it, as one that a check returned. */
  readonly outcome: unknown;
  readonly commands: readonly CommandRecord[];
  readonly log: EntryFile;
  readonly artifacts: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
}

const DIGEST = /^[0-9a-f]{64}$/u;

/** An entry as bytes. */
export function encodeEntry(entry: CacheEntry): Uint8Array {
  return seal(entry);
}

/** Reads an entry. Undefined for anything else than the whole of one. */
export function decodeEntry(bytes: Uint8Array): CacheEntry | undefined {
  const value = unseal(bytes);
  return isEntry(value) ? value : undefined;
}

function isEntry(value: unknown): value is CacheEntry {
  if (!isFields(value)) return false;
  const { key, id, trust, runId, startedAt, durationMs, parts, commands, log, artifacts } = value;
  return (
    [key, id, trust, runId, startedAt].every((text) => typeof text === 'string') &&
    !Number.isNaN(Date.parse(startedAt as string)) &&
    isCount(durationMs) &&
    isParts(parts) &&
    Array.isArray(commands) &&
    commands.every(isCommand) &&
    isFile(log) &&
    Array.isArray(artifacts) &&
    artifacts.every((one: unknown) => isFields(one) && typeof one['name'] === 'string' && isReference(one))
  );
}

/** Parts of a key, as far as their shape goes. */
export function isParts(value: unknown): value is KeyParts {
  const isText = (text: unknown): boolean => typeof text === 'string';
  return (
    isFields(value) &&
    Object.values(value).every((part) => isFields(part) && Object.values(part).every(isText))
  );
}

function isCommand(value: unknown): boolean {
  if (!isFields(value)) return false;
  const { line, cwd, exitCode, signal, timedOut, durationMs } = value;
  return (
    typeof line === 'string' &&
    typeof cwd === 'string' &&
    (exitCode === null || Number.isInteger(exitCode)) &&
    (signal === undefined || typeof signal === 'string') &&
    typeof timedOut === 'boolean' &&
    isCount(durationMs)
  );
}

function isFile(value: unknown): boolean {
  return isFields(value) && (typeof value['inline'] === 'string' || isReference(value));
}

function isReference({ sha256: digest, bytes }: Fields): boolean {
  return typeof digest === 'string' && DIGEST.test(digest) && Number.isInteger(bytes) && isCount(bytes);
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
