import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const { STANDIN_CACHE, INPUT_PATH } = process.env;
if (STANDIN_CACHE && existsSync(INPUT_PATH))
  cpSync(INPUT_PATH, join(STANDIN_CACHE, INPUT_PATH.replaceAll('/', '_')), { recursive: true });
