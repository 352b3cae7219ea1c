import type { Check } from '../../model/check.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { createHarness } from '../harness.ts';
import { leftOpen } from '../watch/open-handles.ts';
import { startWatch } from '../watch/watch.ts';
import { addedChecks } from './added-checks.ts';
import { assembleFine, callingSetup, pluginOf } from './assembled.ts';
import { callsOf } from './calls-of.ts';
import { checkIdOf } from './check-id.ts';
import type { ContractCase, Subject } from './contract-cases.ts';
import { complain } from './contract-error.ts';

/** What a plugin must keep to when it is asked for its checks. */
export function hookCases(subject: Subject): readonly ContractCase[] {
  return [
    {
      name: 'adds the same checks every time, in the same order',
      run: () => addsTheSame(subject),
    },
    { name: 'runs no program and writes no file in its check taps', run: () => onlyReads(subject) },
    { name: 'prints nothing in setup and in its check taps', run: () => printsNothing(subject) },
    { name: 'leaves no handle open in setup and in its check taps', run: () => leavesNothingOpen(subject) },
    { name: 'has each of its checks driven here, or left out for a reason', run: () => isDriven(subject) },
  ];
}

type Call = <T>(work: () => T) => T;

const plainly: Call = (work) => work();

/** What of the plugin is called through something that watches. */
interface Calls {
  readonly setup?: Call;
  readonly taps?: Call;
}

/** Sets the plugin up and asks for its checks, in a workspace of its own. */
async function collect(
  subject: Subject,
  { setup = plainly, taps = plainly }: Calls = {},
): Promise<readonly Check[]> {
  const { files, env } = subject.cases;
  await using harness = await createHarness({ files, env });
  const hooks = assembleFine(callingSetup(pluginOf(subject), setup));
  const place = { cwd: harness.workspace.dir, env: harness.env };
  return taps(() => addedChecks(hooks, place));
}

async function addsTheSame(subject: Subject): Promise<void> {
  const { files, env } = subject.cases;
  await using harness = await createHarness({ files, env });
  const place = { cwd: harness.workspace.dir, env: harness.env };
  const ask = async (): Promise<readonly string[]> =>
    (await addedChecks(assembleFine(pluginOf(subject)), place)).map(canonicalJson);
  const [first, second] = [await ask(), await ask()];
  const index = first.findIndex((text, at) => text !== second[at]);
  const isSame = index === -1 && first.length === second.length;
  const remedy = 'let checks depend on the options, the folder and the environment alone';
  complain(
    'checks are the same for the same folder',
    isSame
      ? []
      : [`once ${first[index] ?? `${first.length}`}, then ${second[index] ?? `${second.length}`}: ${remedy}`],
  );
}

async function onlyReads(subject: Subject): Promise<void> {
  using watch = startWatch(['exec', 'write']);
  await collect(subject, { taps: watch.run });
  await new Promise(setImmediate);
  complain(
    'check taps only read files and add checks',
    watch.touches.length === 0
      ? []
      : [
          `they called ${callsOf(watch.touches)}: do so in the run of a check, for planning must change nothing`,
        ],
  );
}

async function printsNothing(subject: Subject): Promise<void> {
  using watch = startWatch(['print']);
  await collect(subject, { setup: watch.run, taps: watch.run });
  await new Promise(setImmediate);
  complain(
    'nothing is printed directly',
    watch.touches.length === 0
      ? []
      : [`it called ${callsOf(watch.touches)}: what a check has to say goes to ctx.log or its outcome`],
  );
}

async function leavesNothingOpen(subject: Subject): Promise<void> {
  const handles = await leftOpen((within) => collect(subject, { setup: within, taps: within }));
  complain(
    'no handle is left open',
    handles.length === 0
      ? []
      : [`${handles.join(', ')} would keep the process alive: clear timers, close servers and watchers`],
  );
}

async function isDriven({ plugin, cases }: Subject): Promise<void> {
  const added = (await collect({ plugin, cases })).map(({ id }) => id);
  const notDriven = cases.notDriven ?? {};
  const named = new Set([...cases.checks.map(({ id }) => checkIdOf(id)), ...Object.keys(notDriven)]);
  complain('every check is driven, or left out for a reason', [
    ...added
      .filter((id) => !named.has(id))
      .map((id) => `${id} is not driven: add it to checks, or to notDriven with the reason`),
    ...[...named]
      .filter((id) => !added.includes(id))
      .map((id) => `${id} is named, but not added in this workspace: only ${added.join(', ') || 'none'} is`),
    ...Object.entries(notDriven)
      .filter(([, reason]) => reason.trim() === '')
      .map(([id]) => `${id} is not driven for no reason: give one`),
  ]);
}
