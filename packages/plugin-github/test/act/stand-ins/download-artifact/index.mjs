import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const { INPUT_NAME: name, INPUT_PATTERN: pattern, INPUT_PATH: path, STANDIN_ARTIFACTS: store } = process.env;
if (name) cpSync(join(store, name), path, { recursive: true });
else {
  const found = readdirSync(store).filter((one) => one.startsWith(pattern.replace(/\*$/u, '')));
  // GitHub puts a single one into the folder itself.
  for (const one of found)
    cpSync(join(store, one), found.length === 1 ? path : join(path, one), { recursive: true });
}
