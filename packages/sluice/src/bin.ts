#!/usr/bin/env node
import { carryOwnPackages } from './carry-own-packages.ts';

// As in core, which lowers it only after a verdict.
process.exitCode = 2;
carryOwnPackages();
await import(new URL('dist/cli/bin.js', import.meta.resolve('@sluice/core/package.json')).href);
