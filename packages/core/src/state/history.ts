import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { HistoryEntry } from '../model/check.ts';
import { errnoOf, stateUnwritable } from './state-unwritable.ts';

/** How much of the file's end is read: some ten thousand entries, dozens of runs of a large pipeline. */
const TAIL_BYTES = 2 * 1024 * 1024;
const NEWLINE = 0x0a;

/**
 * Adds the entries of one run with a single appending write, so that two runs that end at once lose nothing.
 *
 * The file is never compacted: rewriting it would need a lock to keep another writer's lines, and a lock can be
 * left behind by a kill. It grows by some 150 bytes a check and run, reading it is bounded, and deleting it is
 * always safe.
 */
export async function appendHistory(file: string, entries: readonly HistoryEntry[]): Promise<void> {
  if (entries.length === 0) return;
  try {
    const handle = await open(file, 'a+');
    try {
      const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
      const text = (await endsInTornLine(handle)) ? `\n${lines}` : lines;
      const data = Buffer.from(text);
      const { bytesWritten } = await handle.write(data, 0, data.length);
      if (bytesWritten < data.length) throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw stateUnwritable(dirname(file), error);
  }
}

/** A write cut short by a full disk leaves no newline; the next entry must not be glued to it and lost as well. */
async function endsInTornLine(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return false;
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return bytesRead === 1 && buffer[0] !== NEWLINE;
}

/** What earlier runs recorded, newest first. Torn or foreign lines are left out; no file is no history. */
export async function readHistory(file: string, tailBytes = TAIL_BYTES): Promise<HistoryEntry[]> {
  const text = await readTail(file, tailBytes);
  const entries: HistoryEntry[] = [];
  for (const line of text.split('\n').toReversed()) {
    const entry = line === '' ? undefined : parseEntry(line);
    if (entry !== undefined) entries.push(entry);
  }
  return entries;
}

async function readTail(file: string, tailBytes: number): Promise<string> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'r');
  } catch (error) {
    // History only orders checks and feeds trends: one that cannot be read must not stop a run.
    if (errnoOf(error) !== undefined) return '';
    throw error;
  }
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
    const text = buffer.toString('utf8', 0, bytesRead);
    return start === 0 ? text : text.slice(text.indexOf('\n') + 1);
  } catch {
    return '';
  } finally {
    await handle.close();
  }
}

function parseEntry(line: string): HistoryEntry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const { runId, id, startedAt, durationMs, conclusion, commit } = value;
  if (typeof id !== 'string' || typeof runId !== 'string' || typeof conclusion !== 'string') return undefined;
  if (typeof startedAt !== 'string' || !isCount(durationMs)) return undefined;
  const metrics = isRecord(value.metrics) ? value.metrics : {};
  const measured = Object.entries(metrics).filter((pair): pair is [string, number] =>
    Number.isFinite(pair[1]),
  );
  const facts = { runId, id, startedAt, durationMs, conclusion, metrics: Object.fromEntries(measured) };
  return typeof commit === 'string' ? { ...facts, commit } : facts;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
