#!/usr/bin/env node
import { VERSION } from '../version.ts';

// Lowered only after a verdict: whatever ends this process early must not look like a pass.
process.exitCode = 2;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
  // Answered before anything is loaded.
  process.stdout.write(`${VERSION}\n`);
  process.exitCode = 0;
} else if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `NODE_TOO_OLD: Sluice needs Node 22.18 or newer; this is Node ${process.versions.node}.\n` +
      '  Install a newer Node and run it again.\n',
  );
} else {
  // Compiled code is kept from run to run: 20 ms of a start. Not imported above, where `--version` would pay for it.
  process.getBuiltinModule('node:module').enableCompileCache();
  const { main } = await import('./main.ts');
  await main(process.argv.slice(2));
}
