/** `npm start`: sets up if needed, then runs the reference pipeline over the example service. */
import { join } from 'node:path';
import { node24, root, run } from './repository.mjs';
import { setup } from './setup.mjs';

if (await setup()) {
  const cli = join(root, 'packages/core/dist/cli/bin.js');
  const command = [cli, 'run', '--all', '--cwd', 'examples/python-service', ...process.argv.slice(2)];
  // Ctrl-C reaches the child as well; it has the last word, so we wait for it instead of ending first.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
  process.exitCode = (await run(node24, command, { inherit: true })).code;
} else {
  process.exitCode = 1;
}
