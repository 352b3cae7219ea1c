import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const { INPUT_NAME: name, INPUT_PATH: path, STANDIN_ARTIFACTS: store, STANDIN_LOST: lost } = process.env;
const place = join(store, name);
if (!existsSync(path) || readdirSync(path).length === 0) {
  console.log(`::error::no files were found in ${path}`);
  process.exit(1);
}
if (existsSync(place)) {
  console.log(`::error::(409) an artifact named ${name} is there already`);
  process.exit(1);
}
if (!lost || !name.includes(lost)) cpSync(path, place, { recursive: true });
