/** `npm run docs`: writes every generated page of docs/ anew. A test holds that the committed ones are the same. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedDocs } from './docs/generated-docs.ts';

const root = join(import.meta.dirname, '..');

for (const [path, text] of await generatedDocs()) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(path);
}
