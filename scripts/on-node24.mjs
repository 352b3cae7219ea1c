/** Runs `node <arguments>` on the Node 24 of node_modules, from the root, with the same exit code. */
import { existsSync } from 'node:fs';
import { node24, run } from './repository.mjs';

if (existsSync(node24)) {
  process.exitCode = (await run(node24, process.argv.slice(2), { inherit: true })).code;
} else {
  console.error('Nothing is installed yet. Run `npm run setup` first.');
  process.exitCode = 2;
}
