import { aggregate } from './aggregate.ts';
import { changes } from './changes.ts';
import { engine } from './engine.ts';
import { findings } from './findings.ts';
import { github } from './github.ts';
import { growth } from './growth.ts';
import { health } from './health.ts';
import { html } from './html.ts';
import { isMet, lineText, type Line } from './lib/line.ts';
import { memory } from './memory.ts';
import { output } from './output.ts';
import { noOp, peers } from './peers.ts';
import { planning } from './planning.ts';
import { triage } from './triage.ts';
import { triageEvidence } from './triage-evidence.ts';
import { triageLabels } from './triage-labels.ts';
import { version } from './version.ts';
import { warm } from './warm.ts';

const BENCHMARKS: Readonly<Record<string, () => readonly Line[] | Promise<readonly Line[]>>> = {
  version,
  planning,
  growth,
  changes,
  engine,
  memory,
  output,
  findings,
  aggregate,
  health,
  html,
  github,
  triage,
  peers,
  'no-op': noOp,
  warm,
};

// `triage FOLDER` measures how right it is on labelled logs, not how fast; with a seed it shows thirty of them.
const [first, folder, seed] = process.argv.slice(2);
if (first === 'triage' && folder !== undefined) {
  console.log(await (seed === undefined ? triageLabels(folder) : triageEvidence(folder, Number(seed))));
  process.exit(0);
}
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHMARKS).join(', ')}`);
  process.exit(2);
}
let missed = 0;
for (const [name, run] of Object.entries(BENCHMARKS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  for (const line of await run()) {
    console.log(lineText(line));
    if (!isMet(line)) missed += 1;
  }
}
process.exitCode = missed > 0 ? 1 : 0;
