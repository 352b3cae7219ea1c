import type { Triage } from '../model/triage.ts';
import { createClassifier, type ClassifyOptions } from './classify.ts';
import { readLog } from './read-log.ts';

/**
 * Says of a log that comes as bytes why it failed, as `classify` does of its lines. Bounded memory, and 150 MB and
 * more in a second, for most lines of a log need not be read at all.
 */
export async function classifyLog(
  chunks: AsyncIterable<Uint8Array>,
  options: ClassifyOptions,
): Promise<Triage> {
  return readLog(chunks, createClassifier(options), options.rules?.literals);
}
