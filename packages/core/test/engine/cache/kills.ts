import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createLayers, type CacheLayers } from '../../../src/cache/layers.ts';
import { openLocalStore } from '../../../src/cache/local.ts';
import { tempWorkspace } from '../../../src/testing/temp-workspace.ts';
import { entryOf } from '../../cache/entries.ts';

/** What reading a cache showed whose writers were killed. */
export interface KillsResult {
  readonly kills: number;
  /** Entries that were read whole. */
  readonly whole: number;
  readonly wrong: readonly string[];
}

const WRITER = join(import.meta.dirname, 'killed-writer.ts');

/** Kills so many writers in the middle of their work, `atOnce` of which write at the same time, and reads after each. */
export async function kills(times: number, atOnce = 2): Promise<KillsResult> {
  await using place = await tempWorkspace();
  const dir = place.path('cache');
  mkdirSync(dir, { mode: 0o700 });
  const wrong: string[] = [];
  let whole = 0;
  for (let killed = 0; killed < times; killed += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, (_, index) => killAfter(dir, killed + index)));
    const layers = layersAt(dir);
    for (let number = 0; number < 7; number += 1) {
      const found = await readOne(layers, number);
      if (found === 'whole') whole += 1;
      else if (found !== 'none') wrong.push(`after ${killed + atOnce} kills: ${found}`);
    }
  }
  return { kills: times, whole, wrong };
}

/** After another number of writes each time, so that the end comes at another moment of one. */
async function killAfter(dir: string, number: number): Promise<void> {
  const writer = spawn(process.execPath, [WRITER, dir, String(number)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(writer, 'exit');
  let left = 1 + (number % 9);
  writer.stdout.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left <= 0) writer.kill('SIGKILL');
  });
  await ended;
}

function layersAt(dir: string): CacheLayers {
  const opened = openLocalStore({ dir, now: Date.now, userId: process.getuid?.() ?? 0 });
  if ('reason' in opened) throw new Error(opened.reason);
  const trust = { writesAs: 'local', reads: ['local'], reason: 'a test' };
  return createLayers({ stores: [opened.store], trust, signal: new AbortController().signal });
}

/** An entry that is there names a log that is there, for files are written before the entry that names them. */
async function readOne(layers: CacheLayers, number: number): Promise<string> {
  const entry = await layers.find(entryOf(`a/check-${number}`).key);
  if (entry === undefined) return 'none';
  if ('inline' in entry.log) return `check ${number} has another log`;
  const log = await layers.readFile(entry.log.sha256, entry.log.bytes);
  if (log === undefined) return `the log of check ${number} is not whole`;
  return Buffer.from(log).toString().startsWith(`log of check ${number}\n`)
    ? 'whole'
    : `check ${number} has another log`;
}
