import { createLayers } from '../../../src/cache/layers.ts';
import { openLocalStore } from '../../../src/cache/local.ts';
import { entryOf } from '../../cache/entries.ts';

/** Writes entries and files into the cache folder that it is given, says so after each, and never ends by itself. */
const [dir = '', from = '0'] = process.argv.slice(2);
const opened = openLocalStore({ dir, now: Date.now, userId: process.getuid?.() ?? 0 });
if ('reason' in opened) throw new Error(opened.reason);
const signal = new AbortController().signal;
const trust = { writesAs: 'local', reads: ['local'], reason: 'a test' };
const layers = createLayers({ stores: [opened.store], trust, signal });
for (let number = Number(from); ; number += 1) {
  process.stdout.write('.');
  const log = Buffer.from(`log of check ${number % 7}\n`.repeat(20_000));
  const sha256 = await layers.writeFile(log);
  await layers.write(entryOf(`a/check-${number % 7}`, { log: { sha256, bytes: log.length } }));
}
