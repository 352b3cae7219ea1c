/** `npm start`: sets up if needed, then runs the reference pipeline over the example service. */
import { join } from 'node:path';
import { node24, root, run } from './repository.mjs';
import { setup } from './setup.mjs';

if (await setup()) {
  const cli = join(root, 'packages/core/dist/cli/bin.js');
  console.log('Reference pipeline on examples/python-service\n');
  const command = [cli, 'run', '--all', '--cwd', 'examples/python-service', ...process.argv.slice(2)];
  // Ctrl-C reaches the child as well; it has the last word, so we wait for it instead of ending first.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
  process.exitCode = (await run(node24, command, { inherit: true })).code;
  console.log(`
Try:  npx sluice explain python/mypy --cwd examples/python-service
      break a test of examples/python-service and run npm start again        docs/getting-started.md`);
} else {
  process.exitCode = 1;
}
