import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const { STANDIN_CACHE, INPUT_PATH } = process.env;
if (STANDIN_CACHE) {
  const kept = join(STANDIN_CACHE, INPUT_PATH.replaceAll('/', '_'));
  if (existsSync(kept)) cpSync(kept, INPUT_PATH, { recursive: true });
}
