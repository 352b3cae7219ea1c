#!/usr/bin/env node
import { main } from './cli/main.ts';

process.exitCode = 2;
process.exitCode = await main(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
